@testable import Spreadsheet

/// Number formats: any code shows any value, in a length that the code bounds, and the same each time.
///
/// The first eight bytes of an input are a number, the rest is the code.
enum NumberFormatTarget: FuzzTarget {
    static let name = "number-format"
    static let longestInput = 300
    static let words = [
        "General", "yyyy", "mm", "mmmmm", "dddd", "hh", "ss", ".000", "[h]", "[mm]", "[s]", "AM/PM", "A/P", "#,##0", "0.00", "?/?",
        "# ??/??",
        "E+00", "E-0", "@", "\\", "\"", "*", "_", ";", "[Red]", "[>=5]", "[<>0]", "[$-409]", "[$€-40C]", "[$-F800]", "[DBNum1]", "%", ",",
        "e", "b",
        "ggg", "[Color12]",
    ]
    static let values: [CellValue] = [
        .number(0), .number(-1.5), .number(0.1), .number(1234567.891), .number(1e300), .number(-1e-300), .number(44197.999999),
        .number(2958466),
        .number(1e15), .text("a\u{1F600}é"), .boolean(true), .error(.notAvailable), .blank,
    ]

    static func seeds() throws -> [[UInt8]] {
        [
            "General", "#,##0.00 \"€\"", "yyyy-mm-dd hh:mm:ss.000", "[h]:mm", "# ??/??", "0.00E+00", "[Red]0;[Blue]-0;\"zero\";@\" txt\"",
            "[>100]0,,;[<0]General;0%", "_-* #,##0\\ _€_-", "[$-40C]dddd d mmmm", "0#\" \"##\" \"##", "h:mm AM/PM", "[DBNum1]General",
        ].flatMap { code in [0.0, 1234.5, -44197.75, 1e20].map { bytes($0) + Array(code.utf8) } }
    }

    private static func bytes(_ number: Double) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: number.bitPattern >> (8 * $0)) } }

    static func run(_ input: [UInt8]) {
        var choices = InputBytes(input)
        let number = Double(bitPattern: choices.uint64())
        let code = String(decoding: choices.rest, as: UTF8.self)
        let format = NumberFormat(code: code)
        let again = NumberFormat(code: code)
        require(format == again && format.isDate == again.isDate && format.isElapsedTime == again.isElapsedTime, "another format")
        for value in [.number(number)] + values {
            for dateSystem in [DateSystem.since1900, .since1904] {
                let text = format.text(for: value, dateSystem: dateSystem)
                require(text == again.text(for: value, dateSystem: dateSystem), "another text for the same value")
                // A `@` may stand for the text as often as the code has room for it; no number has more than 400 digits.
                require(text.utf8.count <= 255 * 400 + 1024, "a text of \(text.utf8.count) bytes")
            }
        }
        _ = format.text(for: .date(SerialDate(serial: number, system: .since1904)))
    }
}
