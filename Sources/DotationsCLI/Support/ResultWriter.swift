import DotationsApplication

/// Standard output of a command that prints one result: JSON for programs, lines for people.
enum ResultWriter {
    /// Writes a result; of lines for people, what would steer the terminal is shown instead.
    static func write(
        _ document: @autoclosure () throws -> some Encodable, _ lines: @autoclosure () throws -> [String], asJSON isJSON: Bool
    ) throws {
        if isJSON { try write(CollectionOfOne(document())) } else { try show(lines()) }
    }

    static func write(_ documents: some Sequence<some Encodable>) throws {
        var output = OutputBuffer()
        for document in documents { try output.line(document) }
        try output.flush()
    }

    static func write(rows: some Sequence<some JSONRow>) throws {
        var output = OutputBuffer()
        for row in rows { try output.line(row.object) }
        try output.flush()
    }

    static func show(_ lines: [String]) throws {
        var output = OutputBuffer()
        for line in lines { try output.put(line.visible + "\n") }
        try output.flush()
    }
}
