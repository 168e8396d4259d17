@testable import Dotations

/// Mobile numbers: what is accepted is ten digits from 06 or 07, and is accepted again as it is, as text and as a number.
enum MobileTarget: FuzzTarget {
    static let name = "mobile"
    static let longestInput = 160
    static let words = [
        "+33", "0033", "(0)", "06", "07", "+262", "590", "6.76028937E8", "E+08", ",", ".", " ", "\u{A0}", "\u{202F}", "\u{202A}", "０６", "-",
        "/", "'",
    ]

    static func seeds() throws -> [[UInt8]] {
        [
            "0665915236", "06 65 91 52 36", "+33 (0)6.65.91.52.36", "0033665915236", "665915236", "6.76028937E8", "6,76E+08", "'0665915236",
            "０６６５９１５２３６",
            "+262 692 12 34 56", "+33 690 12 34 56", "\u{202A}06-65-91-52-36\u{202C}", "01 23 45 67 89", "",
        ].map { Array($0.utf8) }
    }

    static func run(_ input: [UInt8]) {
        let given = String(decoding: input, as: UTF8.self)
        for folds in [true, false] {
            let number: MobileNumber
            do { number = try MobileNumber.parse(given, foldsFullWidth: folds) } catch {
                require(error.code.rawValue.hasPrefix("phone."), "a refusal of something else")
                continue
            }
            check(number)
        }
        if let value = Double(given), let number = try? MobileNumber.parse(value) { check(number) }
        var choices = InputBytes(input)
        if let number = try? MobileNumber.parse(Double(bitPattern: choices.uint64())) { check(number) }
    }

    private static func check(_ number: MobileNumber) {
        let digits = Array(number.text.utf8)
        require(digits.count == 10 && digits.allSatisfy { 0x30...0x39 ~= $0 }, "a number that is not ten digits")
        require(digits[0] == 0x30 && (digits[1] == 0x36 || digits[1] == 0x37), "a number that is no mobile's")
        require((try? MobileNumber.parse(number.text)) == number, "a number that is not accepted as it is stored")
        require(Double(number.text).flatMap { try? MobileNumber.parse($0) } == number, "a number that is not accepted as a spreadsheet's")
        _ = (number.isAssigned, number.warnings)
    }
}
