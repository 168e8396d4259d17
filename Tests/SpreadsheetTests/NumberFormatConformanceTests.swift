import Foundation
import Spreadsheet
import TestSupport
import Testing

/// What a spreadsheet shows for the values of real workbooks, from the corpus beside the package.
@Suite struct NumberFormatConformanceTests {
    private struct Case: Decodable {
        let format: String
        let value: Double
        let text: String
        let date1904: Bool?
    }

    /// The corpus, from the environment or beside the package.
    private static let cases: [Case]? = {
        guard let file = ReferenceFiles.file("corpus/number_formats.json"), let data = try? Data(contentsOf: file) else { return nil }
        return try? JSONDecoder().decode([Case].self, from: data)
    }()

    /// Cells of the corpus whose text is that of another value: they hold TODAY() or NOW(), computed again after the value was written.
    private static let recomputed: Set<Double> = [41_399, 41_399.879184143516, 41_788]

    @Test(.enabled(if: cases != nil, "no corpus: set DOTATIONS_CORPUS to the folder that holds corpus/number_formats.json"))
    func `every value shows as the corpus says`() throws {
        let cases = try #require(Self.cases)
        #expect(cases.count > 1000)
        var mismatches: [String] = []
        for test in cases where !(test.text.hasPrefix("3/26/17") && Self.recomputed.contains(test.value)) {
            let text = NumberFormat(code: test.format).text(
                for: .number(test.value), dateSystem: test.date1904 == true ? .since1904 : .since1900)
            // The corpus was saved in a character set without Chinese, in which every such character became an underscore.
            let recorded = String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value >= 0x3000 ? "_" : $0 }))
            if recorded != test.text { mismatches.append("\(test.format) \(test.value): \(text), not \(test.text)") }
        }
        #expect(mismatches.isEmpty, "\(mismatches.count) of \(cases.count):\n\(mismatches.joined(separator: "\n"))")
    }
}
