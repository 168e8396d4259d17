import ArgumentParser
import CDotationsMalloc
import DotationMail
import DotationStore
import DotationsApplication
import DotationsEspaceClient
import Foundation
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import UnixSignals

/// `dotations-serve`: the pages of the Espace Client, over a store. `dotations serve` starts it.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "dotations-serve", abstract: "Sert les pages de l’Espace Client.")

    @Option(help: ArgumentHelp("La base de données, un fichier ou l’adresse d’un serveur PostgreSQL.", valueName: "fichier"))
    var database = ProcessInfo.processInfo.environment["DOTATIONS_DATABASE"].flatMap { $0.isEmpty ? nil : $0 } ?? "dotations.sqlite"

    @Option(help: ArgumentHelp("Les réglages ; à défaut DOTATIONS_SETTINGS.", valueName: "fichier"))
    var settings: String?

    @Option(help: ArgumentHelp("Le port, à la place de celui de web.listen.", valueName: "port"))
    var port: Int?

    @Flag(help: "Envoie aussi les e-mails qui attendent.")
    var send = false

    @Option(
        help: ArgumentHelp("Le niveau des messages de suivi.", valueName: "niveau"),
        transform: { text in
            guard let level = Logger.Level(rawValue: text) else { throw ValidationError("--log-level : \(text)") }
            return level
        })
    var logLevel = Logger.Level.notice

    @Flag(help: "Écrit les erreurs en JSON.")
    var json = false

    @Option(help: ArgumentHelp("Ce qui est dit une fois que les pages répondent ; « {} » y devient leur adresse.", visibility: .hidden))
    var greeting: String?

    func run() async throws {
        NIOSingletons.blockingPoolThreadCountSuggestion = EspaceClient.threads
        let environment = ProcessInfo.processInfo.environment
        let file = settings ?? environment["DOTATIONS_SETTINGS"].flatMap { $0.isEmpty ? nil : $0 }
        let settings = try ServerSettings(file: file, environment: environment, port: port)
        let store = try Store(StoreDatabase(database))
        var log = Logger(label: "dotations.web") { StreamLogHandler.standardError(label: $0) }
        log.logLevel = logLevel

        let mail = send ? try MailService(store, MailSettings(file: file, environment: environment), log: log) : nil
        let pages = EspaceClient(
            store: store,
            settings: .init(
                origin: settings.origin, executable: Bundle.main.executablePath ?? CommandLine.arguments[0], proxies: settings.proxies,
                messages: try Self.messages(file, environment), legalNotice: settings.legalNotice,
                privacyNotice: settings.privacyNotice))
        let greeting = greeting ?? "Les pages sont à l’adresse {}. Ctrl-C les arrête."
        let listener = PageListener(
            pages, host: settings.endpoint.host, port: settings.endpoint.port, connections: settings.connections, log: log
        ) { [log] port in
            log.notice("serving", metadata: ["port": .stringConvertible(port)])
            FileHandle.standardOutput.write(Data((greeting.replacing("{}", with: settings.origin) + "\n").utf8))
        }
        var services: [any Service] = [listener, PreviewRemoval(store: store, log: log)]
        if let endpoint = settings.monitoring {
            services.append(
                MonitoringListener(pages, host: endpoint.host, port: endpoint.port, log: log) { try mail?.metrics() ?? "" })
        }
        if let mail { services.append(mail) }
        try await Self.serve(services, patience: mail?.patience ?? 0, log: log)
        log.notice("stopped")
    }

    /// How e-mails are written; nil where nothing says so, as then nobody sends any.
    private static func messages(_ file: String?, _ environment: [String: String]) throws -> MessageSettings? {
        do throws(MailError) { return try MessageSettings(file: file, environment: environment) } catch {
            guard error.code == .settingsMissing else { throw error }
            return nil
        }
    }

    /// Runs until a signal or a fault: then what is under way is finished, for so many seconds that the mail server may take, and some more.
    private static func serve(_ services: [any Service], patience: Int, log: Logger) async throws {
        var log = log
        log.logLevel = max(log.logLevel, .warning)
        var configuration = ServiceGroupConfiguration(
            services: (services + [SecondSignal()]).map {
                .init(
                    service: $0, successTerminationBehavior: .gracefullyShutdownGroup,
                    failureTerminationBehavior: .gracefullyShutdownGroup)
            },
            gracefulShutdownSignals: [.sigterm, .sigint, .sighup], logger: log)
        configuration.maximumGracefulShutdownDuration = .seconds(patience + 40)
        try await ServiceGroup(configuration: configuration).run()
    }
}

/// Removes previews whose time is over, also where nobody makes another one.
private struct PreviewRemoval: Service {
    let store: Store
    let log: Logger

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while true {
                do { try await NIOThreadPool.singleton.runIfActive { try store.removePreviews(expiredAt: Date()) } } catch {
                    let code = (error as? StoreError)?.code.rawValue ?? String(describing: type(of: error))
                    log.warning("previews that are over are still there", metadata: ["code": .string(code)])
                }
                try await Task.sleep(for: .seconds(600))
            }
        }
    }
}

/// Has a second signal end the process at once, as a crash would.
private struct SecondSignal: Service {
    func run() async throws {
        try? await gracefulShutdown()
        for number in [SIGTERM, SIGINT, SIGHUP] { signal(number, SIG_DFL) }
    }
}

@main enum Main {
    /// Returns freed memory to the system. By default glibc gives each thread an arena, and arenas rarely shrink
    /// (https://man7.org/linux/man-pages/man3/mallopt.3.html).
    private static func limitHeaps() {
        #if canImport(Glibc)
            mallopt(M_ARENA_MAX, 2)
            mallopt(M_MMAP_THRESHOLD, 256 << 10)
            mallopt(M_TRIM_THRESHOLD, 1 << 20)
        #endif
    }

    static func main() async {
        // A browser may close its connection at any time. Then a write fails, and must not end the server.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        umask(0o077)
        limitHeaps()
        if CommandLine.arguments.dropFirst() == ["plan"] { return plan() }
        let serve: Serve
        do { serve = try Serve.parse() } catch { Serve.exit(withError: error) }
        do {
            try await serve.run()
        } catch let error as any ReportedError {
            report(error.document, asJSON: serve.json)
        } catch {
            report(ErrorDocument("\(type(of: error))", "Le serveur s’est arrêté : \(type(of: error))."), asJSON: serve.json)
        }
    }

    /// Makes a plan for the pages, in this process of its own.
    private static func plan() {
        do { try PlannerProcess.run() } catch { exit(1) }
    }

    private static func report(_ error: ErrorDocument, asJSON isJSON: Bool) -> Never {
        let text = isJSON ? (try? JSONEncoder().encode(["error": error])).map { String(decoding: $0, as: UTF8.self) } : nil
        FileHandle.standardError.write(Data(((text ?? error.message) + "\n").utf8))
        exit(1)
    }
}
