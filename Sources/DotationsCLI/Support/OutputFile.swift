import ArgumentParser
import DotationSheets
import Foundation
import Spreadsheet

/// The format that a file's name asks for. With a name in `.xlsm`, where that is possible, it is a workbook.
func outputFormat(of name: String, mayHaveMacros: Bool = false) throws -> TableFormat {
    if mayHaveMacros, TableFormat.isForMacros(fileName: name) { return .xlsx }
    guard let format = TableFormat(fileName: name) else { throw ValidationError("Le nom de la sortie doit finir par .xlsx ou .csv.") }
    return format
}

/// Throws where there is a file of that name, which may be filled in or corrected already; `advice` is what to do then.
func refuseToReplace(_ path: String, advice: String) throws {
    guard FileManager.default.fileExists(atPath: path) else { return }
    throw CommandError(.fileExists, "le fichier existe déjà\(advice)", file: fileName(of: path))
}

/// Throws where no file can be written beside this one: what is to be written after something was done is looked at before.
func requireWritableFolder(of path: String) throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    var isFolder: ObjCBool = false
    _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    guard FileManager.default.isWritableFile(atPath: folder), !isFolder.boolValue else {
        throw SpreadsheetError(.fileUnwritable, "the folder cannot be written to", at: .init(file: fileName(of: path)))
    }
}

/// Whether two paths lead to the same file, by whichever names; the first may be `-`, for standard input.
func isSameFile(_ a: String, _ b: String) -> Bool {
    var (first, second) = (stat(), stat())
    return (a == "-" ? fstat(0, &first) : stat(a, &first)) == 0 && stat(b, &second) == 0 && first.st_dev == second.st_dev
        && first.st_ino == second.st_ino
}

/// Throws where a file that a password is to protect would be CSV; `reason` says what protects it.
func requireWorkbook(_ path: String, _ reason: String) throws {
    guard try outputFormat(of: path, mayHaveMacros: true) != .csv else {
        throw Failure.usage("\(reason) Un CSV ne peut pas avoir de mot de passe : donnez un nom en .xlsx.")
    }
}

extension SheetExport {
    /// Writes a file in the format of its name, a workbook with a password where one is given.
    func save(to path: String, password: String? = nil) throws {
        try saving(path, as: outputFormat(of: path)) { (format) throws(SpreadsheetError) in
            try write(toFile: path, as: format, password: password)
        }
    }
}

extension RefusedRowsExport {
    /// Writes a file in the format of its name: the workbook that the rows came in, where that can be. A workbook with macros has a name in `.xlsm`.
    func saveBack(to path: String, password: String?) throws {
        try saving(path, as: outputFormat(of: path, mayHaveMacros: true)) { (format) throws(SpreadsheetError) in
            try writeBack(toFile: path, as: format, password: password)
        }
    }
}

/// Writes a file. A signal is noted, so that no half file stays behind.
private func saving(_ path: String, as format: TableFormat, _ write: (TableFormat) throws(SpreadsheetError) -> Void) throws {
    Interruption.note()
    do throws(SpreadsheetError) { try write(format) } catch { throw error.located(.init(file: fileName(of: path))) }
}
