import Foundation
import Testing

@testable import ZipContainer

/// The heads of entries, which are kept until their entries end.
@Suite struct HeadTests {
    @Test func `an entry lets go of its head`() async {
        // A separate process, because other tests take memory too.
        await #expect(processExitsWith: .success) {
            func write(archives: Int) throws {
                for _ in 0..<archives {
                    var writer = ZipWriter()
                    for index in 0..<10 {
                        try writer.begin("\(index)")
                        writer.block[..<16_384].initializeMemory(as: UInt8.self, repeating: 0)
                        try writer.writeHead(16_384)
                        try writer.rewriteHead([UInt8](repeating: 1, count: 16_384))
                        try writer.end()
                    }
                    _ = try writer.finish()
                }
            }
            func peak() -> Int {
                var usage = rusage()
                // RUSAGE_SELF, whose type differs from system to system.
                getrusage(0, &usage)
                #if os(macOS)
                    return usage.ru_maxrss
                #else
                    return usage.ru_maxrss << 10
                #endif
            }
            try write(archives: 1)
            let before = peak()
            try write(archives: 500)
            #expect(peak() - before < 500 * 10 * 16_384 / 4)
        }
    }
}
