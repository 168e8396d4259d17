import DotationsApplication
import Foundation
import Testing

/// What a preview keeps of a plan.
@Suite struct PreviewSummaryTests {
    @Test func `a preview that an earlier version kept is read`() throws {
        let kept = """
            {"opening":["x.csv"],"confirmations":[],"tables":[{"name":"e-mails","title":"E-mails","columns":["Ligne"],"count":1}],\
            "refusedCount":0,"warningCount":0,"closing":[],"balance":"1 e-mail.","countName":"e-mails","isEmpty":false,\
            "fingerprint":"00","origin":"/"}
            """
        let summary = try JSONDecoder().decode(PreviewSummary.self, from: Data(kept.utf8))
        #expect(summary.tables.count == 1 && !summary.hasMistakes && !summary.sendsMail)
        let asked = #"{"request":{"importStatuses":{}},"fileName":"x.csv","origin":"/imports"}"#
        #expect(try JSONDecoder().decode(KeptRequest.self, from: Data(asked.utf8)).fileName == "x.csv")
    }
}
