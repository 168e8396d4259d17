/// Why a row is refused, for programs.
public struct ReasonDocument: Encodable, Sendable {
    let code: String
    @Null var cell: String?
    let message: String
    let advice: String
}
