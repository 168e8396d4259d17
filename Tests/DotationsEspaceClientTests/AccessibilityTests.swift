import DotationStore
import Foundation
import HTTPTypes
import Testing

@testable import DotationsEspaceClient

/// What « Accessibilité » says that is checked, on every page that a link leads to and on every form as it is refused.
@Suite struct AccessibilityTests {
    /// All pages that somebody reaches, and those that tell of a fault.
    private func answers(_ pages: Pages) async throws -> [(path: String, text: String)] {
        let browser = try await pages.browser()
        var answers: [(path: String, text: String)] = []
        for path in ["/connexion", "/mot-de-passe", "/mot-de-passe/x"] {
            answers.append((path, try await Browser(pages.espace).get(path).text))
        }
        var (waiting, seen) = (["/"], Set<String>())
        while let path = waiting.popLast() {
            guard seen.insert(path).inserted else { continue }
            let answer = try await browser.get(path)
            guard answer.headers[.contentType]?.hasPrefix("text/html") == true else { continue }
            answers.append((path, answer.text))
            for link in answer.text.matches(of: /href="(\/[^"#]*)/) {
                let target = String(link.1).replacing("&amp;", with: "&")
                if !target.contains("tri="), !target.hasSuffix(".css") { waiting.append(target) }
            }
            for form in answer.text.matches(of: /method="post" action="([^"]*)"/) {
                let path = String(form.1).replacing("&amp;", with: "&")
                // Whoever signs out sees no more pages.
                if ["/deconnexion", "/session", "/personnes/1/sessions"].contains(path) { continue }
                guard seen.insert("POST \(path)").inserted else { continue }
                let refused = try await browser.post(path)
                if refused.status == 422 { answers.append(("POST \(path)", refused.text)) }
            }
        }
        return answers
    }

    @Test func `each page meets what « Accessibilité » lists`() async throws {
        let answers = try await answers(Pages())
        #expect(answers.count > 30)
        for (path, text) in answers {
            #expect(text.contains("<html lang=\"fr\">"), "8.3 \(path)")
            #expect(text.firstMatch(of: /<title>[^<]+ - Espace Client<\/title>/) != nil, "8.5 \(path)")
            let levels = text.matches(of: /<h([1-6])/).compactMap { Int($0.1) }
            #expect(levels.first == 1 && levels.count { $0 == 1 } == 1, "9.1 \(path)")
            #expect(zip(levels, levels.dropFirst()).allSatisfy { $1 <= $0 + 1 }, "9.1 \(path)")
            let ids = text.matches(of: #/ id="([^"]*)"/#).map { String($0.1) }
            #expect(Set(ids).count == ids.count, "8.2 \(path)")
            #expect(text.contains("class=\"skip\" href=\"#contenu\"") && ids.contains("contenu"), "12.7 \(path)")
            let labels = Set(text.matches(of: /<label for="([^"]*)"/).map { String($0.1) })
            for field in text.matches(of: /<(?:input|select|textarea)([^>]*)>/) where !field.1.contains("type=\"hidden\"") {
                let id = field.1.firstMatch(of: #/ id="([^"]*)"/#).map { String($0.1) }
                #expect(id.map(labels.contains) == true || field.1.contains("aria-label=\""), "11.1 \(path) \(field.0)")
            }
            for button in text.matches(of: /<button([^>]*)>(.*?)<\/button>/) {
                #expect(button.1.contains("aria-label=\"") || !button.2.replacing(/<[^>]*>/, with: "").isEmpty, "11.9 \(path)")
            }
            for table in text.matches(of: /<table>(.*?)<\/table>/.dotMatchesNewlines()) {
                #expect(table.1.hasPrefix("<caption>"), "5.4 \(path)")
                #expect(table.1.contains("<thead><tr><th scope=\"col\""), "5.6 \(path)")
                for header in table.1.matches(of: /<th[ >][^>]*/) { #expect(header.0.contains("scope=\""), "5.7 \(path)") }
            }
            // What an error says is tied to its field (11.10), as far as there is one.
            for fault in text.matches(of: /id="faute-([^"]*)"/) {
                #expect(text.contains(try Regex("aria-describedby=\"[^\"]*faute-\(fault.1)[ \"]")), "\(path) \(fault.1)")
                #expect(text.contains("aria-invalid=\"true\""), "\(path)")
            }
        }
    }
}
