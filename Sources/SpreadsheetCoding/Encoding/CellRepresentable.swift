internal import Foundation
internal import Spreadsheet

/// A type whose values a cell can have.
protocol CellRepresentable {
    /// The cell's value; nil if no cell has it exactly.
    func cellValue(_ options: RowCodingOptions) -> CellValue?
}

extension String: CellRepresentable {
    func cellValue(_ options: RowCodingOptions) -> CellValue? { .text(self) }
}

extension Bool: CellRepresentable {
    func cellValue(_ options: RowCodingOptions) -> CellValue? { .boolean(self) }
}

extension Double: CellRepresentable {
    func cellValue(_ options: RowCodingOptions) -> CellValue? { isFinite ? .number(self) : nil }
}

extension Float: CellRepresentable {
    /// The decimal that the number is written as, not the binary one that is exactly it: 0.1 and not 0.10000000149011612.
    func cellValue(_ options: RowCodingOptions) -> CellValue? { isFinite ? Double(description).map { .number($0) } : nil }
}

extension CellRepresentable where Self: BinaryInteger {
    func cellValue(_ options: RowCodingOptions) -> CellValue? { Double(exactly: self).map { .number($0) } }
}

extension Int: CellRepresentable {}
extension Int8: CellRepresentable {}
extension Int16: CellRepresentable {}
extension Int32: CellRepresentable {}
extension Int64: CellRepresentable {}
extension UInt: CellRepresentable {}
extension UInt8: CellRepresentable {}
extension UInt16: CellRepresentable {}
extension UInt32: CellRepresentable {}
extension UInt64: CellRepresentable {}

extension Decimal: CellRepresentable {
    func cellValue(_ options: RowCodingOptions) -> CellValue? {
        guard let number = Double(description), number.isFinite, Decimal(string: number.description) == self else { return nil }
        return .number(number)
    }
}

extension Date: CellRepresentable {
    func cellValue(_ options: RowCodingOptions) -> CellValue? { serialDate(in: options.timeZone).map { .date($0) } }
}

extension URL: CellRepresentable {
    func cellValue(_ options: RowCodingOptions) -> CellValue? { .text(absoluteString) }
}

extension Data: CellRepresentable {
    func cellValue(_ options: RowCodingOptions) -> CellValue? { .text(base64EncodedString()) }
}
