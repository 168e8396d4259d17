import Foundation

/// The person at the terminal, where there is one.
enum Terminal {
    /// Whether somebody can be asked: both what is shown and what is typed are on a terminal.
    static var canAsk: Bool { isatty(0) == 1 && isatty(2) == 1 }

    /// Asks, and gives the line that was typed without what surrounds it; nil where the input has ended.
    static func ask(_ question: String) throws -> String? {
        var output = OutputBuffer(descriptor: 2)
        try output.put(question.visible + " ")
        try output.flush()
        var line: [UInt8] = []
        while true {
            try Interruption.awaitInput(on: 0)
            var byte: UInt8 = 0
            let count = read(0, &byte, 1)
            if count < 0, errno == EINTR {
                continue
            } else if count <= 0 {
                guard !line.isEmpty else { return nil }
                break
            } else if byte == UInt8(ascii: "\n") {
                break
            } else if line.count < 1024 {
                line.append(byte)
            }
        }
        try Interruption.check()
        let text = String(decoding: line, as: UTF8.self).drop { $0.isWhitespace }
        return String(text.reversed().drop { $0.isWhitespace }.reversed())
    }
}
