import TestSupport
import Testing

@testable import Spreadsheet

@Suite struct DecimalNumberTests {
    static func double(_ text: String) -> Double? {
        Array(text.utf8).withUnsafeBufferPointer { bytes in
            bytes.baseAddress.flatMap { DecimalNumber.double($0, count: bytes.count) }
        }
    }

    enum Kind: CaseIterable {
        /// Any `Double`, as short as can be.
        case shortest
        /// Digits with a point anywhere.
        case point
        /// Digits with a point and an exponent.
        case exponent
        /// Halfway between two neighbours, or one unit of the last digit beside that.
        case tie
        /// Any `Double` with seventeen digits, more than it takes, as Excel writes them.
        case seventeenDigits

        func text(_ random: inout SeededGenerator) -> String {
            switch self {
            case .shortest: return Double(bitPattern: random.next() & ~(1 << 62) | 0x3000 << 48).description
            case .point: return Self.pointed(random.next() >> UInt64.random(in: 1...60, using: &random), &random)
            case .exponent:
                let exponent = Int.random(in: -40...40, using: &random)
                let letter = Bool.random(using: &random) ? "E" : "e"
                let sign = exponent >= 0 && Bool.random(using: &random) ? "+" : ""
                return Self.pointed(random.next() >> UInt64.random(in: 1...60, using: &random), &random) + letter + sign + String(exponent)
            case .tie:
                let odd = UInt64.random(in: 1 << 53..<1 << 54, using: &random) | 1
                let shift = UInt64.random(in: 0...8, using: &random)
                let number = odd << shift &+ (shift == 0 ? 0 : UInt64.random(in: 0...2, using: &random)) &- (shift == 0 ? 0 : 1)
                let zeros = Int.random(in: 0...3, using: &random)
                return "\(number)" + (zeros == 0 ? "" : "." + String(repeating: "0", count: zeros))
                    + (Bool.random(using: &random) ? "" : "E1")
            case .seventeenDigits:
                let exponent = Int.random(in: -20...5, using: &random)
                let digits = String(UInt64.random(in: 10_000_000_000_000_000...99_999_999_999_999_999, using: &random))
                if exponent < -4 { return "\(digits.first ?? "1").\(digits.dropFirst())E\(exponent)" }
                if exponent < 0 { return "0." + String(repeating: "0", count: -1 - exponent) + digits }
                return "\(digits.prefix(exponent + 1)).\(digits.dropFirst(exponent + 1))"
            }
        }

        private static func pointed(_ digits: UInt64, _ random: inout SeededGenerator) -> String {
            var text = Array(String(digits))
            text.insert(".", at: Int.random(in: 0...text.count, using: &random))
            return (Bool.random(using: &random) ? "-" : "") + (Bool.random(using: &random) ? "000" : "") + String(text)
        }
    }

    @Test(arguments: Kind.allCases) func numbersAreTheNearestToTheirDigits(_ kind: Kind) {
        var random = SeededGenerator(seed: 6)
        for _ in 0..<100_000 {
            let text = kind.text(&random)
            let value = Self.double(text)
            guard value?.bitPattern != Double(text)?.bitPattern else { continue }
            Issue.record("\(text) is \(String(describing: value))")
            return
        }
    }

    @Test(arguments: [
        "", "-", ".", "E5", "1E", "1E+", "1e 5", "1 E5", "1..2", "1.2.3", "0x10", "nan", "inf", "1_000", "１", "--1", "1-", "1E5.0",
        "1E99999",
        "12345678901234567890E400", "1,5",
    ])
    func whatIsNoNumberIsNone(_ text: String) {
        #expect(Self.double(text) == nil)
    }

    @Test(
        arguments: [
            ("0", 0), ("-0", -0.0), ("000", 0), ("0E9", 0), (".5", 0.5), ("5.", 5), ("+5", 5), (" 5 ", 5), ("0.10000000000000001", 0.1),
            ("9007199254740993", 9_007_199_254_740_992), ("9007199254740993.0000", 9_007_199_254_740_992), ("1.5E-3", 0.0015),
            ("4.9406564584124654E-324", .leastNonzeroMagnitude), ("1.7976931348623157E+308", .greatestFiniteMagnitude),
            ("18446744073709551615", 18_446_744_073_709_551_616),
            ("00000000000000000000000001.5", 1.5),
        ] as [(String, Double)])
    func formsOfNumbers(_ text: String, _ value: Double) {
        #expect(Self.double(text)?.bitPattern == value.bitPattern)
    }

    // MARK: - Writing

    private static func written(_ number: Double) -> String? {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: DecimalNumber.writtenSize + 8) { buffer in
            buffer.initialize(repeating: 0xAA)
            guard let start = buffer.baseAddress else { return nil }
            let size = DecimalNumber.write(short: number, point: UInt8(ascii: "."), to: start)
            #expect(buffer[DecimalNumber.writtenSize...].allSatisfy { $0 == 0xAA })
            return size.map { String(decoding: buffer[..<$0], as: UTF8.self) }
        }
    }

    /// What is written is what the standard library takes for the shortest, or nothing.
    @Test(arguments: 0..<8) func numbersAreWrittenAsShortAsCanBe(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<20_000 {
            let digits = Double(Int64(bitPattern: random.next() >> UInt64.random(in: 1...63, using: &random)))
            for number in [digits, -digits, digits / 100, -digits / 100, digits / 10, digits / 1000, (digits / 100).nextUp] {
                let shortest = number.description.hasSuffix(".0") ? String(number.description.dropLast(2)) : number.description
                let isWhole = number == number.rounded(.towardZero)
                let decimals = shortest.split(separator: ".").dropFirst().first?.count ?? 0
                let isShort = number.magnitude < 1e15 && (isWhole || number.magnitude < 1e13 && decimals <= 2 && !shortest.contains("e"))
                #expect(Self.written(number) == (isShort ? shortest == "-0" ? "0" : shortest : nil), "\(number)")
            }
        }
    }

    @Test(arguments: [Int.min, .min + 1, -1_000_000_000_000_000_000, -1, 0, 9, 10, 99_999_999, 100_000_000, 10_000_000_000_000_000, .max])
    func integersAreWritten(_ number: Int) {
        let text = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: DecimalNumber.writtenSize) { buffer in
            buffer.baseAddress.map { String(decoding: buffer[..<DecimalNumber.write(integer: number, to: $0)], as: UTF8.self) }
        }
        #expect(text == String(number))
    }
}
