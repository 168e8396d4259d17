/// A workbook in which refused rows come back.
public struct RefusedWorkbook: Sendable {
    /// The bytes of the file.
    public let bytes: [UInt8]
    /// Whether it is one with macros, whose name ends with `.xlsm`.
    public let isMacroEnabled: Bool

    /// What its pieces are kept under.
    var pieces: String { isMacroEnabled ? Self.macroEnabledPieces : Self.plainPieces }

    static let allPieces = [plainPieces, macroEnabledPieces]
    private static let plainPieces = "refused-workbook"
    private static let macroEnabledPieces = "refused-macros"
}

extension KeptPreview {
    /// The refused rows as a workbook; nil where there are none.
    public func refusedWorkbook() throws -> RefusedWorkbook? {
        for isMacroEnabled in [false, true] {
            let pieces = RefusedWorkbook(bytes: [], isMacroEnabled: isMacroEnabled).pieces
            if let bytes = try bytes(pieces: pieces) { return RefusedWorkbook(bytes: bytes, isMacroEnabled: isMacroEnabled) }
        }
        return nil
    }
}
