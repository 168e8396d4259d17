public import Spreadsheet

/// A property of this type takes a cell as it is, whatever it has.
extension CellValue: Codable {
    /// Takes the value of a cell.
    ///
    /// - Throws: An error where what is decoded is no row of a sheet.
    public init(from decoder: any Decoder) throws {
        guard let cell = decoder as? CellDecoder else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "a CellValue is the value of a cell"))
        }
        self = try cell.decode(CellValue.self)
    }

    /// Gives the value to a cell.
    ///
    /// - Throws: An error where what is encoded is no row of a sheet.
    public func encode(to encoder: any Encoder) throws {
        guard let cell = encoder as? CellEncoder else {
            throw EncodingError.invalidValue(
                self, .init(codingPath: encoder.codingPath, debugDescription: "a CellValue is the value of a cell"))
        }
        try cell.encode(self)
    }
}
