package import Foundation

/// Programs that are not part of the project. A test that needs one of them is skipped where it is missing.
package enum OutsidePrograms {
    /// The Python that `scripts/setup --python` made, with the versions of `scripts/requirements.txt`; nil where it is missing or has others.
    package static let pythonPath: String? = {
        let environment = packageFolder.appendingPathComponent(".build-python")
        let path = environment.appendingPathComponent("bin/python3").path
        let isCurrent = FileManager.default.contentsEqual(
            atPath: environment.appendingPathComponent("requirements.txt").path,
            andPath: packageFolder.appendingPathComponent("scripts/requirements.txt").path)
        return isCurrent && canRun(path, "-c", "import openpyxl, lxml, aiosmtpd") ? path : nil
    }()

    /// Whether `unshare` gives a program a read-only mount that it alone sees; root's rights, or users that may have namespaces.
    package static let canMountReadOnly = canRun(
        "unshare", "--map-root-user", "--mount", "sh", "-c",
        "folder=$(mktemp -d) && mount -o bind,ro $folder $folder; status=$?; umount $folder; rmdir $folder; exit $status")

    package static let hasLibreOffice = canRun("soffice", "--version")

    /// The Python of the system, for which Debian has LibreOffice's package `uno`.
    package static let libreOfficePython = "/usr/bin/python3"

    /// Whether a program can open LibreOffice, type and save.
    package static let canDriveLibreOffice = hasLibreOffice && canRun(libreOfficePython, "-c", "import uno")

    /// What LibreOffice makes of a workbook that it opens and saves as `.xlsx` in a folder; nil where it does not.
    package static func savedByLibreOffice(_ path: String, in folder: URL) throws -> String? {
        let saved = folder.appendingPathComponent("saved")
        let conversion = try output(
            of: "soffice",
            ["-env:UserInstallation=file://\(folder.path)/profile", "--headless", "--convert-to", "xlsx", "--outdir", saved.path, path])
        guard conversion?.status == 0 else { return nil }
        return saved.appendingPathComponent(URL(filePath: path).deletingPathExtension().lastPathComponent + ".xlsx").path
    }

    /// The program that checks workbooks against the standard's schemas, which Python runs; nil where one of them is missing.
    package static let validatorPath = pythonPath.flatMap { _ in ReferenceFiles.file("tools/validate_xlsx.py")?.path }

    /// Runs the Python of `pythonPath`.
    package static func python(_ arguments: [String]) throws -> (status: Int32, text: String) {
        guard let pythonPath, let result = try output(of: pythonPath, arguments) else { throw CocoaError(.executableNotLoadable) }
        return result
    }
}

/// Runs a program that is not ours; nil where it is not installed.
package func output(of program: String, _ arguments: [String]) throws -> (status: Int32, text: String)? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return process.terminationStatus == 127 ? nil : (process.terminationStatus, text)
}

/// Whether a program that is not ours is there and does as it is told.
package func canRun(_ program: String, _ arguments: String...) -> Bool {
    (try? output(of: program, arguments))?.status == 0
}

/// A folder that is gone after the closure.
package func withTemporaryFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
}
