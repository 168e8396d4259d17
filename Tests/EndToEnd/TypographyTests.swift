import Foundation
import StoreTestSupport
import TestSupport
import Testing

/// One typography wherever French is read. A place that a test names is mended by typing what its rule says: U+00A0 is the no-break space
/// (Option-space on a Mac, Alt+0160 on Windows), U+202F the narrow one.
@Suite(.withoutStore) struct TypographyTests {
    private let typography = Typography()

    @Test func `string literals`() throws {
        let sources = packageFolder.appendingPathComponent("Sources")
        var count = 0
        for path in try FileManager.default.subpathsOfDirectory(atPath: sources.path).sorted() where path.hasSuffix(".swift") {
            // Its literals are character sets, in the order of their codes.
            if path.hasSuffix("CodePage+Tables.swift") { continue }
            for literal in SwiftLiterals.all(in: try String(contentsOf: sources.appendingPathComponent(path), encoding: .utf8)) {
                count += 1
                check(literal.text, at: "Sources/\(path):\(literal.line)")
            }
        }
        #expect(count > 5_000)
    }

    @Test(arguments: ["accountCreation", "phoneChanged"], ["txt", "html"])
    func `the e-mails' templates`(name: String, type: String) throws {
        let page = "Sources/DotationMail/Templates/\(name).\(type)"
        for (index, line) in try lines(of: page).enumerated() {
            check(line.replacing(/<[^>]*>/, with: "").replacing(/\{\{[^}]*\}\}/, with: "\u{FFFC}"), at: "\(page):\(index + 1)")
        }
    }

    /// What is typed, as `code` and after a prompt, stays as a keyboard gives it. Of a page in English, what is French is the output.
    @Test(arguments: [("docs/guide-administrateur.md", true), ("docs/guide-commande.md", true), ("README.md", false)])
    func `pages and the output on them`(page: String, isFrench: Bool) throws {
        var fence: String?
        for (index, line) in try lines(of: page).enumerated() {
            if line.hasPrefix("```") {
                fence = fence == nil ? line : nil
            } else if fence == "```console" ? !line.hasPrefix("$ ") && !line.hasPrefix("{") : fence == nil && isFrench {
                check(line.replacing(/`[^`]*`/, with: "\u{FFFC}"), at: "\(page):\(index + 1)")
            }
        }
    }

    @Test(arguments: [
        "l'export", "Qu'en dire", "d'\u{FFFC}", "« non »", "«\u{A0}non »", "«non»", "«\u{202F}non\u{202F}»", "Erreur : non",
        "Voulez-vous ?", "\u{FFFC} : non", " ; fin", "À vérifier:", "Prêt!", "et ainsi de suite...", "10 000 lignes", "10\u{A0}000 lignes",
        "plus de 10000 lignes à lire",
        "100 €", "5 %", "En attente d’activation",
    ])
    func `finds a wrong form`(text: String) { #expect(!typography.faults(in: text).isEmpty) }

    @Test(arguments: [
        "l’export", "«\u{A0}non\u{A0}»", "Erreur\u{A0}: non", "Voulez-vous\u{A0}?", "…", "10\u{202F}000\u{A0}€ à payer",
        "En attente d'activation", "A cell's reference: none", "it doesn't exist", "SELECT a FROM b WHERE c = ?", "https://exemple.fr/",
        "à 10:30",
        "commande 2800886",
        "Compte créé, dotation non activée, le salarié doit télécharger l'application pour activer sa dotation",
    ])
    func `leaves a right form`(text: String) { #expect(typography.faults(in: text) == []) }

    private func check(_ text: String, at place: String) {
        for fault in typography.faults(in: text) { Issue.record("\(place): \(fault): \(text)") }
    }

    private func lines(of page: String) throws -> [String] {
        try String(contentsOf: packageFolder.appendingPathComponent(page), encoding: .utf8).components(separatedBy: "\n")
    }
}

/// The forms that are wrong in French as this project writes it.
private struct Typography {
    /// The ANCV's own words, which keep their spelling.
    private let quotations = [
        "En attente d'activation",
        "Compte créé, dotation non activée, le salarié doit télécharger l'application pour activer sa dotation",
    ]
    private let french = /[àâçèéêëîïôùûœÀÇÈÉÊÎÔŒ«»’]|\b(?i:le|la|les|un|une|des|du|est|pas|pour|dans|avec|et|ou|sur|à)\b/
    private let sql = /\b(?:SELECT|INSERT|UPDATE|DELETE|CREATE|FROM|WHERE|VALUES|SET|AND|OR|ON|WHEN|LIMIT|PRAGMA)\b/

    private let apostrophe = /\b(?:[cdjlmnstCDJLMNST]|\w*[Qq]u|[Aa]ujourd)'[\p{L}\u{FFFC}«]/
    private let guillemet = /«(?![\u{A0}»])|(?:^|[^\u{A0}«])»/
    private let points = /[\p{L}\p{N}»)\u{FFFC}] ?\.\.\./
    private let space = /(?:^|[\p{L}\p{N}»)\]%€…’>`_•\u{FFFC}])[ \u{202F}][:;!?](?:[\s"'<)\]\u{FFFC}]|$)/
    private let noSpace = /[\p{L}\p{N}»)\u{FFFC}][:;!?](?:\s|$)/
    private let sign = /[\d\u{FFFC}][ \u{202F}][€%]/
    private let thousands = /\d[ \u{A0}]\d{3}(?!\d)/
    private let noThousands = /(?:^|[^\p{L}\d.,_-])\d{5,6}(?![\p{L}\d_-])/

    /// What is wrong in a text, in which U+FFFC stands for a value. Of SQL, and of English, few marks can be told from French ones.
    func faults(in text: String) -> [String] {
        let rest = quotations.reduce(text) { $0.replacing($1, with: "\u{FFFC}") }
        var faults: [String] = []
        func find(_ form: Regex<Substring>, _ fault: String) { if rest.contains(form) { faults.append(fault) } }
        find(apostrophe, "a straight apostrophe, in the place of ’")
        find(guillemet, "no U+00A0 inside of guillemets")
        find(points, "three points, in the place of …")
        for own in quotations where rest.contains(own.replacing("'", with: "’")) { faults.append("a quotation with another apostrophe") }
        guard !rest.contains(sql) else { return faults }
        find(space, "no U+00A0 before a mark of two parts")
        find(sign, "no U+00A0 before a sign")
        find(thousands, "no U+202F between thousands")
        guard rest.contains(french) else { return faults }
        find(noSpace, "no U+00A0 before a mark of two parts")
        find(noThousands, "no U+202F between thousands")
        return faults
    }
}
