import DotationsApplication

/// Standard output of a command that prints one result: JSON for programs, lines for people.
enum ResultWriter {
    static func write(
        _ document: @autoclosure () throws -> some Encodable, _ text: @autoclosure () throws -> String, asJSON isJSON: Bool
    ) throws {
        var output = OutputBuffer()
        if isJSON { try output.line(document()) } else { try output.put(text()) }
        try output.flush()
    }

    /// Writes documents for programs, a line each.
    static func write(_ documents: some Sequence<some Encodable>) throws {
        var output = OutputBuffer()
        for document in documents { try output.line(document) }
        try output.flush()
    }

    /// Writes lines for people alone.
    static func show(_ text: String) throws {
        var output = OutputBuffer()
        try output.put(text)
        try output.flush()
    }

    /// Lines for people; what would steer the terminal is shown instead.
    static func lines(_ lines: [String]) -> String { lines.map { $0.visible + "\n" }.joined() }
}

extension String {
    /// The line with what would steer the terminal shown instead, except the line feed at its end.
    var visibleLine: String { String(dropLast()).visible + "\n" }
}

/// A file that was written, for programs.
struct WrittenFile: Encodable {
    let file: String
    let rows: Int
}
