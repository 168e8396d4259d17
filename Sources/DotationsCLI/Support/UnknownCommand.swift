import ArgumentParser
import DotationText
import Dotations

/// A word that stands where the name of a command must stand, and is none.
struct UnknownCommand {
    let word: String
    /// The command that it would be a part of, such as `dotations orders`.
    let parent: String
    /// The commands that were probably meant, such as `dotations orders list`; empty where none is like the word.
    let suggestions: [String]
    let names: [String]

    /// The first word that must name a command and does not; nil where each does.
    static func first(in arguments: [String]) -> UnknownCommand? {
        var command: any ParsableCommand.Type = DotationsCommand.self
        var path = [DotationsCommand.name]
        var rest = arguments[...]
        while let word = rest.popFirst(), word != "--" {
            if word.hasPrefix("-") {
                // An option that is not known is told first.
                guard known.contains(String(word.prefix { $0 != "=" })) else { return nil }
                if word != "--json", !word.contains("=") { _ = rest.popFirst() }
                continue
            }
            let commands = command.configuration.subcommands
            guard !commands.isEmpty, word != "help" else { return nil }
            if let next = commands.first(where: { $0.name == word }) {
                command = next
                path.append(word)
                continue
            }
            let names = commands.map { $0.name }
            return UnknownCommand(
                word: word, parent: path.joined(separator: " "), suggestions: suggestions(for: word, among: names, of: path), names: names)
        }
        return nil
    }

    /// The options that may stand before the name of a command.
    private static let known: Set<String> = ["--database", "--user", "--json"]

    var french: String {
        let named = suggestions.prefix(3).map { "« \($0) »" }
        guard let last = named.last else {
            return "« \(word) » n’est pas une commande de « \(parent) » : \(names.joined(separator: ", "))."
        }
        let list = named.count == 1 ? last : named.dropLast().joined(separator: ", ") + " ou " + last
        return "« \(word) » n’est pas une commande de « \(parent) ». Vouliez-vous dire \(list) ?"
    }

    /// The commands that a French word is the name of, by the word without accents.
    private static let synonyms = [
        "chercher": "search", "rechercher": "search", "commande": "orders", "commandes": "orders", "corriger": "edit", "modifier": "edit",
        "renvoyer": "resend", "vente": "sales", "ventes": "sales", "evenement": "events", "evenements": "events", "feuille": "sheet",
        "mails": "jobs", "creer": "create", "lister": "list", "montrer": "show", "afficher": "show", "annuler": "cancel", "ajouter": "add",
        "envoyer": "send", "charger": "load", "retirer": "withdraw", "rembourser": "refund", "rapprocher": "reconcile",
        "modele": "template", "effacer": "purge", "verifier": "doctor",
    ]

    /// The nearest names here; else those that the word begins, or that begin it; else the same name elsewhere.
    private static func suggestions(for word: String, among names: [String], of path: [String]) -> [String] {
        let word = synonyms[Folding.key(word)] ?? word.lowercased()
        let given = Array(word.utf8)
        let limit = given.count < 4 ? 1 : 2
        let distances = names.compactMap { name in EditDistance.of(given, Array(name.utf8), atMost: limit).map { (name, $0) } }
        let least = distances.map(\.1).min()
        var near = distances.filter { $0.1 == least }.map(\.0)
        if near.isEmpty { near = names.filter { given.count > 1 && ($0.hasPrefix(word) || word.hasPrefix($0)) } }
        if !near.isEmpty { return near.map { (path + [$0]).joined(separator: " ") } }
        return all(DotationsCommand.self, [DotationsCommand.name]).filter { $0.last == word }.sorted { $0.count < $1.count }
            .map { $0.joined(separator: " ") }
    }

    private static func all(_ command: any ParsableCommand.Type, _ path: [String]) -> [[String]] {
        command.configuration.subcommands.flatMap { [path + [$0.name]] + all($0, path + [$0.name]) }
    }
}

extension ParsableCommand {
    fileprivate static var name: String { configuration.commandName ?? "" }
}
