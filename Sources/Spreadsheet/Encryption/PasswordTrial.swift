/// The passwords that are tried for a file.
struct PasswordTrial {
    /// What Excel encrypts workbooks with of which only writing is protected. Every program opens those without asking.
    private static let excelDefault = "VelvetSweatshop"

    /// The password that the reader was given.
    let given: String?
    let limits: ReadLimits

    /// What comes of the first password that opens the file, where one has to be hashed so many rounds before it can be tried.
    ///
    /// - Throws: `format.encrypted` if a password is needed, `password.wrong`, `limit.password-rounds`.
    func first<Opened>(rounds: Int = 1, _ open: (String) -> Opened?) throws(SpreadsheetError) -> Opened {
        try limits.checkPassword(rounds: rounds)
        if let given, let opened = open(given) { return opened }
        // Excel hashes its own password 100,000 times; a stranger's file must not have the reader do more for nothing.
        if rounds <= 1_000_000, let opened = open(Self.excelDefault) { return opened }
        throw given == nil ? Self.missing : SpreadsheetError(.wrongPassword, "the password does not open the workbook")
    }

    static let missing = SpreadsheetError(.encrypted, "the workbook is protected by a password")
}

extension ReadLimits {
    /// Refuses what takes too long, or too much memory, before it is begun.
    ///
    /// - Throws: `limit.password-rounds`, `limit.password-memory`.
    func checkPassword(rounds: Int, memory: Int = 0) throws(SpreadsheetError) {
        guard memory <= passwordMemory else {
            throw SpreadsheetError(
                .tooMuchPasswordMemory, exceeds: passwordMemory, measured: memory, "to hash the password would take too much memory")
        }
        guard rounds <= passwordRounds else {
            throw SpreadsheetError(
                .tooManyPasswordRounds, exceeds: passwordRounds, measured: rounds, "the password would have to be hashed too often")
        }
    }
}
