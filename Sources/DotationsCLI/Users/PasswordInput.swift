import DotationAccounts
import DotationMail
import Foundation
import Spreadsheet

/// Where a password comes from, of a person or of a file: never an argument, which other processes and the shell's history can read.
enum PasswordInput {
    /// What is read at most: more than any password may have, so that one which is too long is refused and not cut.
    private static let limit = 2 * Password.maximumBytes

    /// The first line of a file, of standard input for `-`, or what is typed twice at the terminal.
    static func read(from file: String?, isJSON: Bool) throws -> String {
        if let file, file != "-" || isatty(0) == 0 { return try read(file) }
        return try typed(isJSON: isJSON)
    }

    /// The first line of a file, or of standard input for `-`.
    static func read(_ file: String) throws -> String {
        try file == "-" ? text(Terminal.readLine(limit: limit) ?? [], file: fileName(of: file)) : firstLine(of: file)
    }

    /// The password of a workbook that is to be read.
    static func readOfWorkbook(_ file: String) throws -> String {
        let password = try read(file)
        guard !password.isEmpty else {
            throw CommandError(
                .passwordUnreadable, "le fichier du mot de passe n’a rien sur sa première ligne. Écrivez-y le mot de passe du classeur.",
                file: fileName(of: file))
        }
        return password
    }

    /// A password that a workbook is to be written with, from where ``read(_:)`` takes it.
    static func readForWorkbook(_ file: String) throws -> String {
        let password = try read(file)
        guard 1...255 ~= password.utf16.count else {
            throw CommandError(
                .passwordUnwritable, "le mot de passe d’un classeur a de 1 à 255 caractères. Rien n’a été écrit ; choisissez-en un autre.",
                file: fileName(of: file))
        }
        return password
    }

    /// What a file's password opens, for which somebody is asked three times at most, and that password.
    static func asking<Opened>(for file: String, _ open: (String) throws -> Opened) throws -> (Opened, String?) {
        let resume = Interruption.isAnnounced ? { Interruption.announce(asJSON: false) } : Interruption.obey
        defer { resume() }
        var left = 3
        while true {
            left -= 1
            guard let line = try Terminal.askUnseen("\(file) est protégé ; mot de passe :", limit: limit) else {
                throw SpreadsheetError(.encrypted, "no password was typed", at: .init(file: file))
            }
            let password = try text(line, file: "terminal")
            do {
                return (try open(password), password)
            } catch let error as SpreadsheetError where error.code == .wrongPassword && left > 0 {
                StandardError.write("Ce n’est pas son mot de passe. Recommencez.")
            }
        }
    }

    private static func firstLine(of path: String) throws -> String {
        guard !SmallFile.isOpenToOthers(path) else {
            throw CommandError(
                .passwordExposed,
                "d’autres que son propriétaire peuvent lire ou modifier le fichier du mot de passe. Retirez-leur ce droit : chmod 600.",
                file: fileName(of: path))
        }
        // What is no file may be the password itself, typed in the wrong place.
        guard let text = SmallFile.text(path) else {
            throw unreadable(FileManager.default.fileExists(atPath: path) ? fileName(of: path) : "--password-file")
        }
        return String(text.prefix { $0 != "\n" })
    }

    private static func typed(isJSON: Bool) throws -> String {
        guard !isJSON, Terminal.canAsk else {
            throw Failure.usage("Sans terminal, le mot de passe se donne par --password-file, ou par « --password-file - ».")
        }
        guard let first = try Terminal.askUnseen("Nouveau mot de passe :", limit: limit),
            let second = try Terminal.askUnseen("Le même mot de passe :", limit: limit), first == second
        else { throw CommandError(.passwordsDiffer, "Les deux mots de passe ne sont pas les mêmes. Rien n’a été fait ; recommencez.") }
        return try text(first, file: "terminal")
    }

    /// What was read, which must be text: what stands for bytes that are none would make different passwords one.
    private static func text(_ line: [UInt8], file: String) throws -> String {
        guard let text = String(validating: line.last == UInt8(ascii: "\r") ? line.dropLast() : line[...], as: UTF8.self) else {
            throw unreadable(file)
        }
        return text
    }

    private static func unreadable(_ file: String) -> CommandError {
        CommandError(
            .passwordUnreadable, "le mot de passe ne peut pas être lu, ou n’est pas en UTF-8. Vérifiez le chemin et les droits.", file: file
        )
    }
}
