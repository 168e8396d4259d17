import ArgumentParser
import DotationsApplication

/// Help and usage errors, whose fixed words the argument parser has in English only.
enum FrenchScreen {
    /// Shows what parsing the arguments ended with, and gives the exit status.
    static func show(_ error: any Error, of arguments: [String]) -> Int32 {
        let code = DotationsCommand.exitCode(for: error)
        func text(_ message: String) -> String { withFrenchQuotes(inFrench(masking(arguments, in: message))) }
        if code.isSuccess {
            var output = OutputBuffer()
            try? output.put(inFrench(DotationsCommand.fullMessage(for: error)) + "\n")
            try? output.flush()
            return code.rawValue
        }
        let message = DotationsCommand.message(for: error)
        let unknown = UnknownCommand.first(in: arguments)
        if arguments.contains("--json") {
            StandardError.write(ErrorDocument("usage", unknown.map { masking(arguments, in: $0.french) } ?? text(message)), asJSON: true)
        } else if let unknown {
            StandardError.write("Erreur : \(masking(arguments, in: unknown.french))")
            StandardError.write("  Voir « \(unknown.parent) --help » pour en savoir plus.")
        } else {
            for line in text(DotationsCommand.fullMessage(for: error)).split(separator: "\n", omittingEmptySubsequences: false) {
                StandardError.write(String(line))
            }
        }
        return code.rawValue
    }

    /// Hides arguments that may be an e-mail address, a telephone number or a password: standard error is not the place for them.
    static func masking(_ arguments: [String], in message: String) -> String {
        var message = message
        // Somebody may take a password for an argument of the command that asks for one.
        if arguments.contains("users"), arguments.contains("password") {
            for argument in arguments where !["users", "password"].contains(argument) && !argument.hasPrefix("--") {
                message = message.replacing("'\(argument)'", with: "'•••'")
            }
        }
        // `--email=a@b.fr` is repeated as a whole, or as the name and the value that it is made of.
        let parts = arguments.flatMap { [$0] + $0.split(separator: "=", maxSplits: 1).map(String.init) }
        let hidden = Set(parts.filter(isPersonal)).sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) }
        return hidden.reduce(message) { $0.replacing($1, with: "•••") }
    }

    private static func isPersonal(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        return scalars.contains { $0 == "@" || $0 == "＠" } || scalars.count { $0.properties.numericType == .decimal } >= 9
    }

    /// Turns the straight quotes around a word into those of French, and leaves an apostrophe within one.
    private static func withFrenchQuotes(_ text: String) -> String {
        text.replacing(/([ (\n]|^)'(.+?)'(\?|(?=[ .,:)\n]|$))/) { "\($0.1)« \($0.2) »\($0.3.isEmpty ? "" : " ?")" }
    }

    /// Puts the words at the start of each line into French, and leaves what the user typed.
    static func inFrench(_ screen: String) -> String {
        var lines: [String] = []
        for line in screen.split(separator: "\n", omittingEmptySubsequences: false) {
            var rest = line.drop { $0 == " " }
            var french = String(line[..<rest.startIndex])
            // `Error: ` stands before the sentence that says which.
            if rest.hasPrefix("default:"), let before = lines.last, before.hasSuffix(";") {
                lines[lines.count - 1] = before.dropLast() + " ;"
            }
            var known = words.first { rest.hasPrefix($0.english) }
            while let word = known {
                french += word.french
                rest = rest.dropFirst(word.english.count)
                known = ["Error: ", "or: "].contains(word.english) ? words.first { rest.hasPrefix($0.english) } : nil
            }
            french += rest
            for (english, replacement) in insides { french = french.replacing(english, with: replacement) }
            lines.append(french + dashHint(french))
        }
        return lines.joined(separator: "\n")
    }

    /// How a value that begins with a dash is given, where an option seems to have none.
    private static func dashHint(_ line: String) -> String {
        guard let start = line.firstRange(of: "Valeur manquante pour '--")?.upperBound else { return "" }
        let name = line[start...].prefix { $0 != " " && $0 != "'" }
        return ". Si la valeur commence par un tiret : --\(name)=-…"
    }

    private static let words: [(english: String, french: String)] = [
        ("OVERVIEW: ", ""), ("USAGE: ", "UTILISATION : "), ("ARGUMENTS:", "ARGUMENTS :"), ("OPTIONS:", "OPTIONS :"),
        ("SUBCOMMANDS:", "COMMANDES :"), ("Error: ", "Erreur : "), ("Help: ", "Aide : "), ("Usage: ", "Utilisation : "),
        ("See '", "Voir « "), ("Missing expected argument ", "Argument manquant : "), ("Unknown option ", "Option inconnue : "),
        ("Missing value for ", "Valeur manquante pour "), ("Unexpected argument ", "Argument en trop : "), ("The value ", "La valeur "),
        ("default:", "par défaut :"), ("The option ", "L’option "), ("or: ", "ou : "), ("Missing one of: ", "Il manque l’un de : "),
        ("Can't generate completion scripts for ", "Complétion impossible pour "),
        ("Can't autodetect a supported shell.", "Le shell n’est pas reconnu."),
        ("Please use --generate-completion-script=<shell> with one of:", "Donnez --generate-completion-script=<shell>, avec l’un de :"),
        ("--version               Show the version.", "--version               Affiche la version."),
        ("-h, --help              Show help information.", "-h, --help              Affiche cette aide."),
    ]

    private static let insides = [
        ("<subcommand>", "<commande>"), ("' for more information.", " » pour en savoir plus."),
        ("' for detailed help.", " » pour le détail."), (" unexpected arguments: '", " arguments en trop : '"),
        (" does not take any value, but '", " ne prend pas de valeur, mais '"), ("' was specified.", "' a été donné."),
        ("; default:", " ; par défaut :"), (" is invalid for ", " ne convient pas à "), ("(default:", "(par défaut :"),
        ("(values:", "(valeurs :"),
        (". Did you mean '", ". Vouliez-vous dire '"), ("Please provide one of the following:", "Valeurs possibles :"),
        ("Please provide one of ", "Valeurs possibles : "), ("' and '", "' et '"), ("' or '", "' ou '"), ("' in '", "' dans '"),
    ]
}
