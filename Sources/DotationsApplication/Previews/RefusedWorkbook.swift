/// A workbook in which refused rows come back.
public struct RefusedWorkbook: Sendable {
    /// The bytes of the file.
    public let bytes: [UInt8]
    /// Whether it is one with macros, whose name ends with `.xlsm`.
    public let isMacroEnabled: Bool

    /// What its pieces are kept under.
    var pieces: String { Self.pieces(isMacroEnabled) }

    /// What the pieces of either kind are kept under.
    static let allPieces = [false, true].map(pieces)

    fileprivate static func pieces(_ isMacroEnabled: Bool) -> String { isMacroEnabled ? "refused-macros" : "refused-workbook" }
}

extension KeptPreview {
    /// The refused rows as a workbook; nil where there are none.
    public func refusedWorkbook() throws -> RefusedWorkbook? {
        for isMacroEnabled in [false, true] {
            guard let bytes = try bytes(pieces: RefusedWorkbook.pieces(isMacroEnabled)) else { continue }
            return RefusedWorkbook(bytes: bytes, isMacroEnabled: isMacroEnabled)
        }
        return nil
    }
}
