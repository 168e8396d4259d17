import Foundation
import TestSupport
import Testing

/// Every Swift example of the documentation, compiled as a user's file, against the libraries.
@Suite(.enabled(if: Compiler.shared != nil, "needs swiftc and the modules of a debug build"))
struct DocumentationExampleTests {
    private static let pages: [(path: String, library: Library)] = [
        ("README.md", .spreadsheet), ("Sources/Spreadsheet/Spreadsheet.docc/GettingStarted.md", .spreadsheet),
        ("Sources/Spreadsheet/Spreadsheet.docc/Concurrency.md", .spreadsheet),
        ("Sources/Spreadsheet/Spreadsheet.docc/ErrorsOnAServer.md", .spreadsheet),
        ("Sources/Spreadsheet/Spreadsheet.docc/EditingInPlace.md", .spreadsheet),
        ("Sources/ZipContainer/ZipContainer.docc/ZipContainer.md", .zipContainer),
        ("Sources/SpreadsheetCoding/SpreadsheetCoding.docc/SpreadsheetCoding.md", .spreadsheetCoding),
        ("Sources/SpreadsheetCoding/SpreadsheetCoding.docc/Refusals.md", .spreadsheetCoding),
    ]

    private struct Library {
        let name: String
        let error: String
        var imports: [String] { name == "SpreadsheetCoding" ? ["Foundation", "Spreadsheet", name] : [name] }

        static let spreadsheet = Library(name: "Spreadsheet", error: "SpreadsheetError")
        static let spreadsheetCoding = Library(name: "SpreadsheetCoding", error: "SpreadsheetError")
        static let zipContainer = Library(name: "ZipContainer", error: "ZipError")
    }

    /// What an example takes for granted, by the name that it uses.
    private static let surroundings: [(name: String, declaration: String)] = [
        ("path", "let path = CommandLine.arguments[1]"), ("upload", "let upload = CommandLine.arguments[1]"),
        ("texts", "var texts: [String] = []"), ("messages", "var messages: [String] = []"),
        ("password", "let password: String? = CommandLine.arguments.last"), ("total", "var total = 0.0"),
        ("sum", "var sum = 0.0"),
        ("rows", "var rows = try SheetFile(path: CommandLine.arguments[1]).rows(of: SheetFile(path: CommandLine.arguments[1]).sheets[0])"),
        (
            "row",
            "var firstRows = try SheetFile(path: CommandLine.arguments[1]).rows(of: SheetFile(path: CommandLine.arguments[1]).sheets[0])\n"
                + "let row = try firstRows.next()!"
        ),
    ]

    @Test func `every example of a page compiles`() throws {
        let compiler = try #require(Compiler.shared)
        for (page, library) in Self.pages {
            let text = try String(contentsOf: packageFolder.appendingPathComponent(page), encoding: .utf8)
            let examples = Self.examples(text.components(separatedBy: "\n"))
            #expect(!examples.isEmpty, "\(page)")
            for example in examples { try Self.check(example, of: library, in: page, by: compiler) }
        }
    }

    @Test(arguments: [(Library.spreadsheet, 4), (.spreadsheetCoding, 0), (.zipContainer, 0)])
    private func `every example of a declaration compiles`(of library: Library, moreThan least: Int) throws {
        let compiler = try #require(Compiler.shared)
        let folder = packageFolder.appendingPathComponent("Sources").appendingPathComponent(library.name)
        var count = 0
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        for case let file as URL in files ?? .init() where file.pathExtension == "swift" {
            let lines = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
            let comments = lines.map { line in
                let text = line.drop { $0 == " " }
                return text.hasPrefix("///") ? String(text.dropFirst(3).drop { $0 == " " && text.hasPrefix("/// ```") }) : "```"
            }
            for example in Self.examples(comments.map { $0.hasPrefix(" ") ? String($0.dropFirst()) : $0 }) {
                try Self.check(example, of: library, in: file.lastPathComponent, by: compiler)
                count += 1
            }
        }
        #expect(count > least)
    }

    private static func examples(_ lines: [String]) -> [String] {
        var examples: [String] = []
        var open: [String]?
        for line in lines {
            if line.hasPrefix("```") {
                if let example = open { examples.append(example.joined(separator: "\n")) }
                open = line == "```swift" ? [] : nil
            } else {
                open?.append(line)
            }
        }
        return examples
    }

    private static func check(_ example: String, of library: Library, in page: String, by compiler: Compiler) throws {
        let code = example.replacingOccurrences(of: "…", with: "")
        let words = Set(code.components(separatedBy: CharacterSet.alphanumerics.inverted))
        let before = surroundings.filter { surrounding in
            words.contains(surrounding.name) && !["let", "var"].contains { code.contains("\($0) \(surrounding.name) ") }
        }.map(\.declaration).joined(separator: "\n")
        let indented = code.components(separatedBy: "\n").map { "    " + $0 }.joined(separator: "\n")
        let function = code.contains("await ") ? "func run() async" : "func run()"
        let imports = library.imports.map { "import \($0)\n" }.joined()
        for (name, source) in [
            // At the top of a script, in a function that throws, and where errors end.
            ("main.swift", "\(imports)\(before)\n\(code)\n"),
            ("run.swift", "\(imports)\(function) throws {\n\(before)\n\(indented)\n}\n"),
            (
                "catching.swift",
                "\(imports)\(function) {\n    do throws(\(library.error)) {\n\(before)\n\(indented)\n"
                    + "    } catch {\n        print(error)\n    }\n}\n"
            ),
        ] {
            let result = try compiler.compile(source, as: name)
            #expect(result.status == 0, "\(page), \(name):\n\(source)\n\(result.text)")
        }
    }
}

/// The compiler, with what it needs to find the library that was built for the tests.
private struct Compiler {
    let arguments: [String]

    static let shared: Compiler? = {
        #if os(macOS)
            return nil
        #else
            let built = Bundle.main.bundleURL
            let modules = built.appendingPathComponent("Modules").path
            guard FileManager.default.fileExists(atPath: modules), canRun("swiftc", "--version") else { return nil }
            let sources = packageFolder.appendingPathComponent("Sources")
            var arguments = ["-swift-version", "6", "-I", modules, "-Xcc", "-I/usr/include/libxml2"]
            for name in ["CDotationsZlib", "CDotationsISAL", "CDotationsLibXML2", "CDotationsArgon2"] {
                arguments += ["-I", sources.appendingPathComponent(name).path]
            }
            arguments += ["-I", sources.appendingPathComponent("CDotationsChecksum/include").path]
            arguments += ["-Xcc", "-fmodule-map-file=\(built.appendingPathComponent("CDotationsChecksum.build/module.modulemap").path)"]
            return Compiler(arguments: arguments)
        #endif
    }()

    /// Compiles a file to the end, as some faults of compilers come late.
    func compile(_ source: String, as name: String) throws -> (status: Int32, text: String) {
        var result: (status: Int32, text: String)?
        try withTemporaryFolder { folder in
            let file = folder.appendingPathComponent(name)
            try source.write(to: file, atomically: true, encoding: .utf8)
            let mode = name == "main.swift" ? [] : ["-parse-as-library"]
            let object = folder.appendingPathComponent("example.o").path
            result = try output(of: "swiftc", ["-c", file.path, "-o", object] + mode + arguments)
        }
        return try #require(result)
    }
}
