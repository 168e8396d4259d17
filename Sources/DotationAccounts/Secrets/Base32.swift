/// Bytes as letters and digits, five bits each, the first bit first.
struct Base32 {
    /// RFC 4648, in capitals and without padding: what authenticator applications read.
    static let rfc4648 = Base32(alphabet: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", lookAlikes: [:])
    /// Crockford's alphabet, in small letters, which survives reading aloud and typing: `o` is read as 0, `i` and `l` as 1, and there is no `u`.
    static let crockford = Base32(alphabet: "0123456789abcdefghjkmnpqrstvwxyz", lookAlikes: ["o": "0", "i": "1", "l": "1"])

    private let symbols: [UInt8]
    private let values: [UInt8: UInt8]

    private init(alphabet: String, lookAlikes: [Character: Character]) {
        symbols = Array(alphabet.utf8)
        var values: [UInt8: UInt8] = [:]
        for (value, character) in alphabet.enumerated() {
            let spellings = [character] + lookAlikes.filter { $0.value == character }.map(\.key)
            for byte in spellings.flatMap({ ($0.lowercased() + $0.uppercased()).utf8 }) { values[byte] = UInt8(value) }
        }
        self.values = values
    }

    func text(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        var buffer: UInt16 = 0
        var bits = 0
        for byte in bytes {
            buffer = buffer << 8 | UInt16(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(symbols[Int(buffer >> UInt16(bits) & 31)])
            }
        }
        if bits > 0 { text.append(symbols[Int(buffer << UInt16(5 - bits) & 31)]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// So many bytes; nil where the text has another length, another character, or bits that say nothing and are set.
    func bytes(_ text: some Sequence<UInt8>, count: Int) -> [UInt8]? {
        var bytes: [UInt8] = []
        var buffer: UInt16 = 0
        var bits = 0
        var length = 0
        for symbol in text {
            length += 1
            guard length <= (count * 8 + 4) / 5, let value = values[symbol] else { return nil }
            buffer = buffer << 5 | UInt16(value)
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt16(bits)))
            }
        }
        guard bytes.count == count, length == (count * 8 + 4) / 5, buffer & (1 << UInt16(bits) - 1) == 0 else { return nil }
        return bytes
    }
}
