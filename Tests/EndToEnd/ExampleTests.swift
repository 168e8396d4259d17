import Foundation
import StoreTestSupport
import TestSupport
import Testing

/// The programs of `Examples`, as they were built beside the tests.
@Suite(.withoutStore) struct ExampleTests {
    @Test func `what one example writes another one reads`() throws {
        try withTemporaryFolder { folder in
            let path = folder.appendingPathComponent("squares.xlsx").path
            let written = try #require(try output(of: example("DotationsWriteWorkbook"), [path]))
            #expect(written.status == 0 && written.text.isEmpty)
            let read = try #require(try output(of: example("DotationsReadWorkbook"), [path]))
            let lines = read.text.split(separator: "\n")
            #expect(read.status == 0 && lines.count == 12)
            #expect(lines.first == "Squares" && lines[1] == "1 Number\tSquare" && lines.last == "11 10\t100")
            let missing = try #require(try output(of: example("DotationsReadWorkbook"), [path + ".absent"]))
            #expect(missing.text.contains("file.not-found"))
        }
    }

    private func example(_ name: String) -> String {
        URL(fileURLWithPath: Command.path).deletingLastPathComponent().appendingPathComponent(name).path
    }
}
