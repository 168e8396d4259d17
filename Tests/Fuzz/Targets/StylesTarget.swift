import TestSupport

@testable import Spreadsheet

/// Styles: the same formats however the bytes are cut, each of which shows any value.
enum StylesTarget: FuzzTarget {
    static let name = "styles"
    static let isXML = true
    static let words = xmlWords

    static func seeds() throws -> [[UInt8]] {
        [
            WorkbookFile.styles([0, 14, 22, 164, 165], codes: [(164, "yyyy\\-mm"), (165, "[Red]0.00;[&lt;5]\\a;@")]),
            WorkbookFile.styles(Array(0...60)), "<styleSheet><cellStyleXfs><xf/></cellStyleXfs><cellXfs/></styleSheet>",
        ].map { Array($0.utf8) }
    }

    static func run(_ input: [UInt8]) {
        let number = digest(input)
        let limits = limits(for: number)
        let (whole, wholeFault) = read(input, limits, .whole)
        let (other, otherFault) = read(input, limits, .random(seed: number))
        require(wholeFault == otherFault, "\(otherFault ?? "read") instead of \(wholeFault ?? "read")")
        guard wholeFault == nil else { return }
        for style in 0..<UInt32(32) {
            let format = whole.numberFormat(style)
            require(format == other.numberFormat(style), "another number format")
            require(whole.isDate(style) == other.isDate(style) && whole.isDate(style) == format.isDate, "a date or not")
            for value in NumberFormatTarget.values { _ = format.text(for: value) }
        }
    }

    private static func read(_ input: [UInt8], _ limits: ReadLimits, _ pieces: ReadingWay.Pieces) -> (Styles, String?) {
        let handler = StylesHandler(limits: limits)
        do {
            try parse(input, into: handler, limits: limits, pieces: pieces)
            return (handler.styles(), nil)
        } catch {
            return (.none, error.code.rawValue)
        }
    }
}
