import TestSupport

@testable import Spreadsheet

/// Shared strings: the scanner gives the strings, or the fault, that libxml2 gives, however the bytes are cut.
enum StringsTarget: FuzzTarget {
    static let name = "strings"
    static let isXML = true
    static let words = xmlWords

    static func seeds() throws -> [[UInt8]] {
        (0..<60).compactMap { number in
            var mutator = SheetMutator(seed: UInt64(number))
            return mutator.workbook().parts.first { $0.name == "xl/sharedStrings.xml" }?.bytes
        }.filter { $0.count <= longestInput }
    }

    static func run(_ input: [UInt8]) {
        let number = digest(input)
        let limits = limits(for: number >> 8)
        func read(usesScanner: Bool, pieces: ReadingWay.Pieces) -> Result<SharedStrings, SpreadsheetError> {
            do throws(SpreadsheetError) {
                return .success(try SharedStringsHandler.read(part(input, pieces: pieces), usesScanner: usesScanner, limits: limits))
            } catch {
                return .failure(error)
            }
        }
        switch (
            read(usesScanner: true, pieces: pieces(for: number >> 32, count: input.count)),
            read(usesScanner: false, pieces: pieces(for: number >> 40, count: input.count))
        ) {
        case (.success(let one), .success(let other)):
            require(one.count == other.count, "\(one.count) strings instead of \(other.count)")
            for index in 0..<one.count {
                let bytes = one.bytes(at: index)
                require(bytes.elementsEqual(other.bytes(at: index)), "string \(index) is another")
                require(String(validating: bytes, as: UTF8.self) != nil, "string \(index) is not UTF-8")
                require(bytes.utf16Length <= limits.cellLength, "string \(index) is longer than the limit")
            }
        case (.failure(let one), .failure(let other)):
            require(
                isSameFault(one.code.rawValue, other.code.rawValue, in: input),
                "the scanner says \(one.code.rawValue), libxml2 \(other.code.rawValue)")
        case (let one, let other): require(false, "the scanner: \(one), libxml2: \(other)")
        }
    }
}
