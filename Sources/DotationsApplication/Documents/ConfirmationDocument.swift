internal import Dotations

/// Why a number has to be typed, for programs.
public struct ConfirmationDocument: Encodable, Sendable {
    let code: String
    let message: String

    init(_ need: ConfirmationNeed) {
        code = need.code.rawValue
        message = need.message
    }
}
