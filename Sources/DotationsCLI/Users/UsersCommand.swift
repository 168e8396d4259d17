import ArgumentParser

/// `dotations users`: who can sign in, and as what.
struct UsersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "users", abstract: "Dit qui peut se connecter, pour quel client et avec quel rôle.",
        subcommands: [
            UsersAddCommand.self, UsersInviteCommand.self, UsersListCommand.self, UsersRoleCommand.self, UsersPasswordCommand.self,
            UsersAuthenticatorCommand.self, UsersDisableCommand.self,
            UsersSessionsCommand.self,
        ])
}
