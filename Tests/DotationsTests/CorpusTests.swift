import Foundation
import TestSupport
import Testing

@testable import Dotations

/// The verdicts of `hostile/values.json`, where the corpus is at hand.
@Suite struct CorpusTests {
    private struct Values: Decodable {
        let email: [[String]]
        let phone: [[String]]
    }

    private static let file = ReferenceFiles.file("hostile/values.json")

    @Test(.enabled(if: file != nil, "the corpus is not there; set DOTATIONS_CORPUS"))
    func theVerdictsOfTheCorpusHold() throws {
        let values = try JSONDecoder().decode(Values.self, from: Data(contentsOf: try #require(Self.file)))
        #expect(!values.email.isEmpty && !values.phone.isEmpty)
        for entry in values.email { check(entry) { try EmailAddress.parse($0).text } }
        for entry in values.phone { check(entry) { try MobileNumber.parse($0).text } }
    }

    private func check(_ entry: [String], _ parse: (String) throws -> String) {
        do {
            let value = try parse(entry[0])
            #expect(entry[1] == "ok" && (entry.count < 3 || entry[2] == value), "\(entry)")
        } catch {
            #expect((error as? Reason)?.code.rawValue == entry[1], "\(entry)")
        }
    }
}
