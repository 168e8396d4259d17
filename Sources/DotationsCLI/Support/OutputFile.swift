import ArgumentParser
import DotationSheets
import Foundation
import Spreadsheet

/// The format that a file's name asks for.
func outputFormat(of name: String) throws -> TableFormat {
    guard let format = TableFormat(fileName: name) else { throw ValidationError("Le nom de la sortie doit finir par .xlsx ou .csv.") }
    return format
}

/// Throws where there is a file of that name, which may be filled in or corrected already; `advice` is what to do then.
func refuseToReplace(_ path: String, advice: String) throws {
    guard FileManager.default.fileExists(atPath: path) else { return }
    throw CommandError(.fileExists, "le fichier existe déjà\(advice)", file: fileName(of: path))
}

/// Whether two paths lead to the same file, by whichever names; the first may be `-`, for standard input.
func isSameFile(_ a: String, _ b: String) -> Bool {
    var (first, second) = (stat(), stat())
    return (a == "-" ? fstat(0, &first) : stat(a, &first)) == 0 && stat(b, &second) == 0 && first.st_dev == second.st_dev
        && first.st_ino == second.st_ino
}

/// Throws where a file that a password is to protect would be CSV; `reason` says what protects it.
func requireWorkbook(_ path: String, _ reason: String) throws {
    guard try outputFormat(of: path) != .csv else {
        throw Failure.usage("\(reason) Un CSV ne peut pas avoir de mot de passe : donnez un nom en .xlsx.")
    }
}

extension SheetExport {
    /// Writes a file in the format of its name, a workbook with a password where one is given. A signal is noted, so that no half file stays behind.
    func save(to path: String, password: String? = nil) throws {
        let format = try outputFormat(of: path)
        Interruption.note()
        do throws(SpreadsheetError) {
            try write(toFile: path, as: format, password: password)
        } catch {
            throw error.located(.init(file: fileName(of: path)))
        }
    }
}
