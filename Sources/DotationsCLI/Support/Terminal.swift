import Dotations
import Foundation

enum Terminal {
    /// Whether somebody can be asked: both what is shown and what is typed are on a terminal.
    static var canAsk: Bool { isatty(0) == 1 && isatty(2) == 1 }

    /// Asks, and gives the line that was typed without what surrounds it; nil where the input has ended.
    static func ask(_ question: String) throws -> String? {
        var output = OutputBuffer(descriptor: 2)
        try output.put(question.visible + " ")
        try output.flush()
        guard let line = try readLine(limit: 1024) else { return nil }
        return String(decoding: line, as: UTF8.self).trimmed(\.properties.isWhitespace)
    }

    /// Asks for something that the terminal does not show while it is typed, and gives the line as it is; nil where the input has ended.
    static func askUnseen(_ question: String, limit: Int) throws -> [UInt8]? {
        // A signal is to come back here, so that the terminal shows again what is typed.
        Interruption.note()
        var before = termios()
        guard tcgetattr(0, &before) == 0 else { return nil }
        var unseen = before
        unseen.c_lflag &= ~tcflag_t(ECHO)
        guard tcsetattr(0, TCSAFLUSH, &unseen) == 0 else { return nil }
        defer { tcsetattr(0, TCSAFLUSH, &before) }
        var output = OutputBuffer(descriptor: 2)
        try output.put(question.visible + " ")
        try output.flush()
        let line = try readLine(limit: limit)
        try output.put("\n")
        try output.flush()
        return line
    }

    /// One line of standard input, of which no more is read; what is longer than so many bytes ends there. Nil where the input has ended.
    static func readLine(limit: Int) throws -> [UInt8]? {
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
            } else if line.count < limit {
                line.append(byte)
            }
        }
        try Interruption.check()
        return line
    }
}
