/// The numerals of `[DBNum1]` to `[DBNum3]`: everyday Chinese, financial Chinese, and full-width digits.
struct ChineseNumerals: Sendable {
    private let digits: [String]
    /// The words for ten, a hundred and a thousand.
    private let tens: [String]

    /// The numerals of a name in lower case; nil if there are none.
    init?(name: String) {
        switch name {
        case "dbnum1":
            digits = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
            tens = ["", "十", "百", "千"]
        case "dbnum2":
            digits = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"]
            tens = ["", "拾", "佰", "仟"]
        case "dbnum3":
            digits = ["０", "１", "２", "３", "４", "５", "６", "７", "８", "９"]
            tens = []
        default: return nil
        }
    }

    /// Replaces the digits of a text from an index on, one by one; the whole part of a number in General becomes words.
    func replaceDigits(in output: inout [UInt8], from start: Int, readsNumber: Bool) {
        let text = output[start...]
        var replaced: [UInt8] = []
        var index = text.startIndex
        var readsNext = readsNumber && !tens.isEmpty
        while index < text.endIndex {
            guard let digit = Self.value(of: text[index]) else {
                replaced.append(text[index])
                index += 1
                continue
            }
            let end = text[index...].firstIndex { Self.value(of: $0) == nil } ?? text.endIndex
            if readsNext {
                read(text[index..<end], to: &replaced)
                readsNext = false
                index = end
            } else {
                replaced.append(contentsOf: digits[digit].utf8)
                index += 1
            }
        }
        output.replaceSubrange(start..., with: replaced)
    }

    /// Appends an integer in words: groups of four digits, and one zero for the zeros between two words.
    private func read(_ number: ArraySlice<UInt8>, to output: inout [UInt8]) {
        let start = output.count
        var skipsZeros = false
        var isGroupEmpty = true
        var place = number.count
        for byte in number {
            place -= 1
            if let digit = Self.value(of: byte), digit > 0 {
                if skipsZeros, output.count > start { output.append(contentsOf: digits[0].utf8) }
                output.append(contentsOf: digits[digit].utf8)
                output.append(contentsOf: tens[place % 4].utf8)
                skipsZeros = false
                isGroupEmpty = false
            } else {
                skipsZeros = true
            }
            guard place % 4 == 0 else { continue }
            if place > 0, !isGroupEmpty { output.append(contentsOf: (place % 8 == 4 ? "万" : "亿").utf8) }
            isGroupEmpty = true
        }
        if output.count == start { output.append(contentsOf: digits[0].utf8) }
    }

    private static func value(of byte: UInt8) -> Int? { byte >= 0x30 && byte <= 0x39 ? Int(byte & 0x0F) : nil }
}
