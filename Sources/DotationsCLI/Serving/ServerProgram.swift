import DotationsApplication
import Foundation

/// The program that serves the pages.
enum ServerProgram {
    private static let name = "dotations-serve"

    /// Goes on as that program, in the same process: signals and the exit status are its own.
    ///
    /// - Throws: `server.missing` where it does not stand beside this one.
    static func become(_ arguments: [String]) throws -> Never {
        let own = (Bundle.main.executableURL ?? Bundle.main.bundleURL).resolvingSymlinksInPath()
        let path = own.deletingLastPathComponent().appendingPathComponent(name).path
        let vector = ([path] + arguments).map { strdup($0) } + [nil]
        _ = execv(path, vector)
        for argument in vector { free(argument) }
        throw ServerError(.missing, path)
    }
}
