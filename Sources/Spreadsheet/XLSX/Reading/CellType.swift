/// The type of a cell (`ST_CellType`, ECMA-376 part 1, 18.18.11).
enum CellType {
    case number, sharedString, inlineString, formulaString, boolean, error, isoDate

    /// A missing or unknown type means a number, as in spreadsheets.
    init(_ bytes: UnsafeBufferPointer<UInt8>?) {
        guard let bytes, let first = bytes.first else {
            self = .number
            return
        }
        self =
            switch (first, bytes.count) {
            case (UInt8(ascii: "s"), 1): .sharedString
            case (UInt8(ascii: "s"), 3): .formulaString
            case (UInt8(ascii: "i"), _): .inlineString
            case (UInt8(ascii: "b"), 1): .boolean
            case (UInt8(ascii: "e"), 1): .error
            case (UInt8(ascii: "d"), 1): .isoDate
            default: .number
            }
    }
}
