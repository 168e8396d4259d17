/// A QR code (ISO/IEC 18004) of a text, in bytes and with the lowest correction, of the size that the text needs up to version 10.
struct QRCode {
    private let size: Int
    private var isDark: [Bool]
    /// What belongs to the pattern and holds no data.
    private var isFixed: [Bool]

    /// For each version from 1: bytes of data and correction in all, bytes of correction in a block, blocks.
    private static let versions: [(total: Int, correction: Int, blocks: Int)] = [
        (26, 7, 1), (44, 10, 1), (70, 15, 1), (100, 20, 1), (134, 26, 1), (172, 18, 2), (196, 20, 2), (242, 24, 2), (292, 30, 2),
        (346, 18, 4),
    ]

    /// nil where the text is too long.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        let version = Self.versions.indices.first { index in
            let (total, correction, blocks) = Self.versions[index]
            return bytes.count + (index + 1 < 10 ? 2 : 3) <= total - correction * blocks
        }.map { $0 + 1 }
        guard let version else { return nil }
        size = 17 + 4 * version
        isDark = Array(repeating: false, count: size * size)
        isFixed = isDark
        drawPatterns(version)
        drawData(Self.codewords(of: bytes, version: version))
        // Any mask can be read; this one never makes large areas of one colour out of text.
        for row in 0..<size {
            for column in 0..<size where !isFixed[row * size + column] && (row + column) % 2 == 0 { isDark[row * size + column].toggle() }
        }
        drawFormat()
    }

    func write(label: String, to html: inout HTML) {
        let side = size + 8
        html.element("svg", .class("qr"), .viewBox("0 0 \(side) \(side)"), .role("img"), .aria(label: label)) { html in
            html.element("rect", .width(side), .height(side), .class("light")) { _ in }
            var path = ""
            for row in 0..<size {
                for column in 0..<size where isDark[row * size + column] { path += "M\(column + 4) \(row + 4)h1v1h-1z" }
            }
            html.element("path", .d(path)) { _ in }
        }
    }

    private mutating func set(_ row: Int, _ column: Int, _ dark: Bool) {
        isDark[row * size + column] = dark
        isFixed[row * size + column] = true
    }

    private mutating func drawPatterns(_ version: Int) {
        for index in 0..<size {
            set(6, index, index % 2 == 0)
            set(index, 6, index % 2 == 0)
        }
        for (row, column) in [(3, 3), (3, size - 4), (size - 4, 3)] {
            for y in -4...4 {
                for x in -4...4 where 0..<size ~= row + y && 0..<size ~= column + x {
                    let distance = max(abs(x), abs(y))
                    set(row + y, column + x, distance != 2 && distance != 4)
                }
            }
        }
        let centres = version == 1 ? [] : version < 7 ? [6, size - 7] : [6, (size - 1) / 2, size - 7]
        for row in centres {
            for column in centres where ![(6, 6), (6, size - 7), (size - 7, 6)].contains(where: { $0 == (row, column) }) {
                for y in -2...2 { for x in -2...2 { set(row + y, column + x, max(abs(x), abs(y)) != 1) } }
            }
        }
        drawFormat()
        guard version >= 7 else { return }
        var rest = version
        for _ in 0..<12 { rest = rest << 1 ^ (rest >> 11) * 0x1F25 }
        let bits = version << 12 | rest
        for index in 0..<18 {
            let isOne = bits >> index & 1 == 1
            set(size - 11 + index % 3, index / 3, isOne)
            set(index / 3, size - 11 + index % 3, isOne)
        }
    }

    /// Says that the correction is the lowest, and the mask the first.
    private mutating func drawFormat() {
        let data = 1 << 3
        var rest = data
        for _ in 0..<10 { rest = rest << 1 ^ (rest >> 9) * 0x537 }
        let bits = (data << 10 | rest) ^ 0x5412
        func isOne(_ index: Int) -> Bool { bits >> index & 1 == 1 }
        for index in 0..<6 { set(index, 8, isOne(index)) }
        set(7, 8, isOne(6))
        set(8, 8, isOne(7))
        set(8, 7, isOne(8))
        for index in 9..<15 { set(8, 14 - index, isOne(index)) }
        for index in 0..<8 { set(8, size - 1 - index, isOne(index)) }
        for index in 8..<15 { set(size - 15 + index, 8, isOne(index)) }
        set(size - 8, 8, true)
    }

    /// Two columns at a time, from the right, up and down in turn.
    private mutating func drawData(_ codewords: [UInt8]) {
        var bit = 0
        var isUp = true
        var right = size - 1
        while right >= 1 {
            if right == 6 { right = 5 }
            for step in 0..<size {
                let row = isUp ? size - 1 - step : step
                for column in [right, right - 1] where !isFixed[row * size + column] && bit < codewords.count * 8 {
                    isDark[row * size + column] = codewords[bit / 8] >> UInt8(7 - bit % 8) & 1 == 1
                    bit += 1
                }
            }
            isUp.toggle()
            right -= 2
        }
    }

    /// The bytes of the text with those that correct them, of all blocks in turn.
    private static func codewords(of bytes: [UInt8], version: Int) -> [UInt8] {
        let (total, correction, blocks) = versions[version - 1]
        let capacity = total - correction * blocks
        var bits: [Bool] = []
        func append(_ value: Int, _ count: Int) { for index in (0..<count).reversed() { bits.append(value >> index & 1 == 1) } }
        append(4, 4)
        append(bytes.count, version < 10 ? 8 : 16)
        for byte in bytes { append(Int(byte), 8) }
        append(0, min(4, capacity * 8 - bits.count))
        append(0, (8 - bits.count % 8) % 8)
        var data = stride(from: 0, to: bits.count, by: 8).map { start in
            bits[start..<start + 8].reduce(0 as UInt8) { $0 << 1 | ($1 ? 1 : 0) }
        }
        while data.count < capacity { data.append((data.count - bits.count / 8) % 2 == 0 ? 0xEC : 0x11) }

        let divisor = divisor(correction)
        let (short, longer) = (capacity / blocks, capacity % blocks)
        var parts: [[UInt8]] = []
        var start = 0
        for block in 0..<blocks {
            let end = start + short + (block < blocks - longer ? 0 : 1)
            parts.append(Array(data[start..<end]))
            start = end
        }
        var all: [UInt8] = []
        for index in 0...short { for part in parts where index < part.count { all.append(part[index]) } }
        let corrections = parts.map { remainder($0, divisor) }
        for index in 0..<correction { for part in corrections { all.append(part[index]) } }
        return all
    }

    /// Reed and Solomon's polynomial, over the field of 256 elements with x^8 + x^4 + x^3 + x^2 + 1.
    private static func divisor(_ degree: Int) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: degree - 1) + [1]
        var root: UInt8 = 1
        for _ in 0..<degree {
            for index in 0..<degree { result[index] = product(result[index], root) ^ (index + 1 < degree ? result[index + 1] : 0) }
            root = product(root, 2)
        }
        return result
    }

    private static func remainder(_ data: [UInt8], _ divisor: [UInt8]) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: divisor.count)
        for byte in data {
            let factor = byte ^ result.removeFirst()
            result.append(0)
            for index in divisor.indices { result[index] ^= product(divisor[index], factor) }
        }
        return result
    }

    private static func product(_ left: UInt8, _ right: UInt8) -> UInt8 {
        var result: UInt8 = 0
        for bit in (0..<8).reversed() {
            result = result << 1 ^ (result >> 7) * 0x1D
            if right >> UInt8(bit) & 1 == 1 { result ^= left }
        }
        return result
    }
}
