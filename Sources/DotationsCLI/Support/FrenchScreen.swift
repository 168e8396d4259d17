import ArgumentParser

/// Help and usage errors, whose fixed words the argument parser has in English only.
enum FrenchScreen {
    /// Shows what parsing the arguments ended with, and gives the exit status.
    static func show(_ error: any Error, asJSON: Bool) -> Int32 {
        let code = DotationsCommand.exitCode(for: error)
        let text = inFrench(DotationsCommand.fullMessage(for: error))
        if code.isSuccess {
            var output = OutputBuffer()
            try? output.put(text + "\n")
            try? output.flush()
        } else if asJSON {
            StandardError.write(error: "usage", inFrench(DotationsCommand.message(for: error)), isJSON: true)
        } else {
            for line in text.split(separator: "\n", omittingEmptySubsequences: false) { StandardError.write(String(line)) }
        }
        return code.rawValue
    }

    /// Puts the words at the start of each line into French, and leaves what the user typed.
    static func inFrench(_ screen: String) -> String {
        screen.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            var rest = line.drop { $0 == " " }
            var french = String(line[..<rest.startIndex])
            // `Error: ` stands before the sentence that says which.
            var known = words.first { rest.hasPrefix($0.english) }
            while let word = known {
                french += word.french
                rest = rest.dropFirst(word.english.count)
                known = word.english == "Error: " ? words.first { rest.hasPrefix($0.english) } : nil
            }
            french += rest
            for (english, replacement) in insides { french = french.replacing(english, with: replacement) }
            return french
        }.joined(separator: "\n")
    }

    private static let words: [(english: String, french: String)] = [
        ("OVERVIEW: ", ""), ("USAGE: ", "UTILISATION : "), ("ARGUMENTS:", "ARGUMENTS :"), ("OPTIONS:", "OPTIONS :"),
        ("SUBCOMMANDS:", "COMMANDES :"), ("Error: ", "Erreur : "), ("Help: ", "Aide : "), ("Usage: ", "Utilisation : "),
        ("See '", "Voir « "), ("Missing expected argument ", "Argument manquant : "), ("Unknown option ", "Option inconnue : "),
        ("Missing value for ", "Valeur manquante pour "), ("Unexpected argument ", "Argument en trop : "), ("The value ", "La valeur "),
        ("default: ", "par défaut : "),
        ("-h, --help              Show help information.", "-h, --help              Affiche cette aide."),
    ]

    private static let insides = [
        ("<subcommand>", "<commande>"), ("' for more information.", " » pour en savoir plus."),
        ("' for detailed help.", " » pour le détail."),
        (" is invalid for ", " ne convient pas à "), ("(default: ", "(par défaut : "), ("(values: ", "(valeurs : "),
        ("; default: ", " ; par défaut : "), ("Please provide one of ", "Valeurs possibles : "), ("' and '", "' et '"),
    ]
}
