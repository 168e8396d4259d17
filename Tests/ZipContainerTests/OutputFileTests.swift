import Foundation
import Testing

@testable import ZipContainer

@Suite struct OutputFileTests {
    /// A folder of each test, removed after it.
    private final class Folder {
        let url = FileManager.default.temporaryDirectory.appending(path: "OutputFileTests-\(UUID().uuidString)")
        init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false) }
        deinit { try? FileManager.default.removeItem(at: url) }
        func path(_ name: String) -> String { url.appending(path: name).path }
        var names: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() } }
    }

    private func write(_ text: String, to file: OutputFile) throws {
        try Array(text.utf8).withUnsafeBytes { try file.write($0) }
    }

    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? Int)
    }

    @Test func theTargetIsThereOnlyAfterCommit() throws {
        let folder = try Folder()
        let file = try OutputFile(path: folder.path("a.txt"))
        try write("one ", to: file)
        try write("two", to: file)
        #expect(file.position == 7)
        #expect(try !folder.names.contains("a.txt"))
        try file.commit()
        #expect(try folder.names == ["a.txt"])
        #expect(try String(contentsOfFile: folder.path("a.txt"), encoding: .utf8) == "one two")
    }

    @Test func withoutCommitTheOldFileStaysAndNothingIsLeftBehind() throws {
        let folder = try Folder()
        try "old".write(toFile: folder.path("a.txt"), atomically: false, encoding: .utf8)
        do {
            let file = try OutputFile(path: folder.path("a.txt"))
            try write("new", to: file)
        }
        #expect(try folder.names == ["a.txt"])
        #expect(try String(contentsOfFile: folder.path("a.txt"), encoding: .utf8) == "old")
    }

    @Test func bytesCanBeWrittenOver() throws {
        let folder = try Folder()
        let file = try OutputFile(path: folder.path("a"))
        try write("0123456789", to: file)
        try Array("ab".utf8).withUnsafeBytes { try file.overwrite($0, at: 3) }
        #expect(file.position == 10)
        try write("!", to: file)
        try file.commit()
        #expect(try String(contentsOfFile: folder.path("a"), encoding: .utf8) == "012ab56789!")
    }

    @Test func theReplacedFilesPermissionsAreKept() throws {
        let folder = try Folder()
        try "old".write(toFile: folder.path("a"), atomically: false, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: folder.path("a"))
        try OutputFile(path: folder.path("a")).commit()
        #expect(try mode(folder.path("a")) == 0o640)
        #expect(FileManager.default.createFile(atPath: folder.path("plain"), contents: nil))
        try OutputFile(path: folder.path("b")).commit()
        #expect(try mode(folder.path("b")) == mode(folder.path("plain")))
    }

    @Test func aLinkStaysAndItsFileIsReplaced() throws {
        let folder = try Folder()
        try "old".write(toFile: folder.path("a"), atomically: false, encoding: .utf8)
        try FileManager.default.createSymbolicLink(atPath: folder.path("link"), withDestinationPath: "a")
        let file = try OutputFile(path: folder.path("link"))
        try write("new", to: file)
        try file.commit()
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("link")) == "a")
        #expect(try String(contentsOfFile: folder.path("a"), encoding: .utf8) == "new")
    }

    @Test func theFileThatALinkPointsToIsMade() throws {
        let folder = try Folder()
        try FileManager.default.createDirectory(atPath: folder.path("folder"), withIntermediateDirectories: false)
        try FileManager.default.createSymbolicLink(atPath: folder.path("first"), withDestinationPath: "folder/second")
        try FileManager.default.createSymbolicLink(atPath: folder.path("folder/second"), withDestinationPath: "../new.txt")
        let file = try OutputFile(path: folder.path("first"))
        try write("new", to: file)
        try file.commit()
        #expect(try folder.names == ["first", "folder", "new.txt"])
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("first")) == "folder/second")
        #expect(try String(contentsOfFile: folder.path("new.txt"), encoding: .utf8) == "new")
    }

    @Test func linksThatGoInACircleAreRefused() throws {
        let folder = try Folder()
        try FileManager.default.createSymbolicLink(atPath: folder.path("a"), withDestinationPath: "b")
        try FileManager.default.createSymbolicLink(atPath: folder.path("b"), withDestinationPath: "a")
        #expect(throws: ZipError(.fileUnwritable, "")) { try OutputFile(path: folder.path("a")) }
        #expect(try folder.names == ["a", "b"])
    }

    @Test(arguments: ["", "missing/a", "folder", "nul\0a"]) func whatIsNoPlaceForAFileIsRefused(name: String) throws {
        let folder = try Folder()
        try FileManager.default.createDirectory(atPath: folder.path("folder"), withIntermediateDirectories: false)
        let path = name.isEmpty ? "" : folder.url.path + "/" + name
        #expect(throws: ZipError(.fileUnwritable, "")) { try OutputFile(path: path) }
        #expect(try folder.names == ["folder"])
    }

    @Test func devicesAreRefused() {
        #expect(throws: ZipError(.fileUnwritable, "")) { try OutputFile(path: "/dev/null") }
    }
}
