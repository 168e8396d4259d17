import Dotations

/// Standard output of a command that prints one result: JSON for programs, lines for people.
enum ResultWriter {
    static func write(_ json: @autoclosure () throws -> JSON, _ text: @autoclosure () throws -> String, asJSON isJSON: Bool) throws {
        var output = OutputBuffer()
        if isJSON { try output.line(json()) } else { try output.put(text()) }
        try output.flush()
    }

    /// Lines for people; what would steer the terminal is shown instead.
    static func lines(_ lines: [String]) -> String { lines.map { $0.visible + "\n" }.joined() }
}

extension String {
    /// The line with what would steer the terminal shown instead, but for the line feed at its end.
    var visibleLine: String { String(dropLast()).visible + "\n" }
}

extension Dotation {
    /// The dotation for programs.
    var json: JSON {
        .object([
            ("id", .string(id.description)), ("order", .string(order.description)), ("matricule", .string(matricule)),
            ("nom", .string(lastName)), ("prenom", .string(firstName)), ("email", .string(contact.email)),
            ("telephone", .string(contact.mobile)), ("amountCents", .integer(amount.cents)), ("status", .string(status.label)),
            ("accountCreated", .boolean(isAccountCreated)),
        ])
    }
}
