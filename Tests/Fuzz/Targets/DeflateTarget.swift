import TestSupport

@testable import ZipContainer

/// What our deflaters make of bytes, cut into blocks anyhow, zlib inflates to the same bytes; and a written archive reads back.
///
/// The first bytes of an input say the level, how the rest is repeated, and where it is cut.
enum DeflateTarget: FuzzTarget {
    static let name = "deflate"
    static let longestInput = 16_384

    static func seeds() throws -> [[UInt8]] {
        var generator = SeededGenerator(seed: 2)
        let noise = (0..<3000).map { _ in UInt8(generator.number(0...255)) }
        let sheet = (1...40).map { #"<row r="\#($0)"><c r="A\#($0)" t="inlineStr"><is><t>TEST\#($0)</t></is></c></row>"# }.joined()
        let contents: [[UInt8]] = [[], Array("a".utf8), Array("abcabcabcabcabcabcabc".utf8), noise, Array(sheet.utf8)]
        var seeds: [[UInt8]] = []
        for (index, content) in contents.enumerated() {
            for level: UInt8 in 0..<5 { seeds.append([level, UInt8(index * 37), level * 50, 0] + content) }
        }
        return seeds
    }

    static func run(_ input: [UInt8]) {
        var choices = InputBytes(input)
        let level = Int(choices.byte() % 10)
        let repeats = Int(choices.byte())
        let cut = Int(choices.uint16())
        let content = expanded(Array(choices.rest), repeats)
        if level > 0 { blocks(content, level: level, cut: cut) }
        do {
            var writer = ZipWriter(level: level)
            try writer.begin("a")
            try content.withUnsafeBytes { bytes in
                try writer.write(UnsafeRawBufferPointer(rebasing: bytes.prefix(cut)))
                try writer.write(UnsafeRawBufferPointer(rebasing: bytes.dropFirst(cut)))
            }
            try writer.end()
            let archive = try ZipArchive(bytes: writer.finish(), limits: unlimited)
            require(try archive.bytes(of: archive.entries[0]) == content, "an archive reads back as other bytes")
        } catch {
            require(false, "what was written is refused: \(error)")
        }
    }

    private static let unlimited: ZipLimits = {
        var limits = ZipLimits.standard
        limits.ratio = .max
        return limits
    }()

    /// Long enough for several sets of codes and for the far end of the window, from few bytes.
    private static func expanded(_ bytes: [UInt8], _ repeats: Int) -> [UInt8] {
        var content = bytes
        for number in 0..<repeats where content.count < 120_000 {
            let from = content.count - min(content.count, bytes.count)
            let shift = repeats & 1 == 0 ? 0 : UInt8(truncatingIfNeeded: number)
            content += content[from...].map { $0 &+ (shift & 7 == 0 ? 0 : shift) }
        }
        return content
    }

    private static func blocks(_ content: [UInt8], level: Int, cut: Int) {
        guard var deflater = try? BlockDeflater(level: level) else { return }
        var stream: [UInt8] = []
        content.withUnsafeBytes { bytes in
            let pieces = cut == 0 ? [bytes[...]] : [bytes.prefix(cut), bytes.dropFirst(cut)]
            for (index, piece) in pieces.enumerated() {
                // Exactly as large as it may become, so that the sanitizer sees a byte too many.
                var output = [UInt8](repeating: 0, count: deflater.bound(piece.count))
                let count = output.withUnsafeMutableBytes {
                    deflater.deflate(UnsafeRawBufferPointer(rebasing: piece), isLast: index == pieces.count - 1, into: $0)
                }
                require(count != nil, "a block does not fit its bound")
                stream += output.prefix(count ?? 0)
            }
        }
        require(inflatedByZlib(stream, limit: content.count) == content, "zlib inflates a stream to other bytes")
    }
}
