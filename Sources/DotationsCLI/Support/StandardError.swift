import DotationsApplication

/// Standard error: French sentences for people, JSON for programs, a line each.
enum StandardError {
    /// Writes a line. Names that come from a file cannot steer the terminal.
    static func write(_ line: String) {
        var output = OutputBuffer(descriptor: 2)
        // There is nowhere left to say that standard error is closed.
        try? output.put(line.visible + "\n")
        try? output.flush()
    }

    static func write(_ document: some Encodable) {
        var output = OutputBuffer(descriptor: 2)
        try? output.line(document)
        try? output.flush()
    }

    /// Writes an error, as the last line there is.
    static func write(_ error: ErrorDocument, asJSON isJSON: Bool) {
        if isJSON { write(["error": error]) } else { write(error.message) }
    }
}

extension String {
    /// The text on one line, with what a terminal would obey instead of showing it, and what turns the direction of writing, replaced.
    var visible: String {
        String(
            String.UnicodeScalarView(
                unicodeScalars.map { scalar in
                    switch scalar.value {
                    case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: "\u{FFFD}"
                    default: scalar
                    }
                }))
    }
}
