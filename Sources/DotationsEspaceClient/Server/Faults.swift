internal import DotationStore
internal import DotationsApplication
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import NIOHTTP1

/// Makes a page of whatever was thrown: in words for the person, without a detail that is not theirs, and with a number for the operator.
struct Faults: RouterMiddleware {
    typealias Context = PageContext

    let server: PageServer

    init(_ server: PageServer) { self.server = server }

    func handle(_ request: Request, context: PageContext, next: (Request, PageContext) async throws -> Response) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPParserError {
            // Nothing of what follows on the connection can be read; the server says so and closes it.
            throw error
        } catch let error as HTTPError where error.status == .notFound {
            let methods = EspaceClient.methods(at: request.uri.path)
            guard !methods.isEmpty else { return missing }
            var response = told(
                .methodNotAllowed, "Demande refusée", "Cette demande n’est pas prévue par ces pages.",
                back: Self.pageAbove(request.uri.path))
            response.headers[.allow] = methods.map(\.rawValue).joined(separator: ", ")
            return response
        } catch {
            return response(to: error, request, context, back: page(of: request))
        }
    }

    /// `back` is the page that leads to another try.
    private func response(to error: any Error, _ request: Request, _ context: PageContext, back: String?) -> Response {
        switch error {
        case let error as PlanPostponed: return response(to: error.reason, request, context, back: "/apercus/\(error.preview)")
        case is NoSuchPage: return missing
        case is PreviewGone:
            return told(
                .notFound, "Aperçu introuvable",
                "Un aperçu se garde deux heures, dans le navigateur qui l’a demandé et jusqu’à la déconnexion, et une personne en a cinq au plus : "
                    + "au sixième, le plus ancien est fermé. S’il a été appliqué, « Imports et corrections » le dit.",
                back: nil)
        case is ForeignForm:
            return told(
                .forbidden, "Formulaire refusé",
                "Ce formulaire n’est pas de ces pages, ou a été ouvert avant votre dernière connexion. Rien n’a été fait. Revenez à la page, "
                    + "rechargez-la et recommencez."
            )
        case let error as AccessError: return told(.forbidden, "Accès refusé", error.document.message)
        case let error as StoreError where Self.unknown.contains(error.code): return missing
        case let error as StoreError where error.code == .locked:
            server.metrics.storeWasLocked()
            context.logger.warning("the store is locked")
            return busy(Self.busyServer, seconds: 10, back)
        case is NoThread: return busy(Self.busyServer, seconds: 10, back)
        case let error as StoreError where error.code == .full:
            context.logger.error("the disk is full", metadata: ["error": .string(error.code.rawValue)])
            return told(
                .init(code: 507, reasonPhrase: "Insufficient Storage"), "Disque plein",
                "Le disque du serveur est plein. Rien n’a été fait ; prévenez l’exploitant, et recommencez quand il a fait de la place.",
                back: back)
        // Who asks can do nothing about the file.
        case let error as StoreError where error.code.isOfFile: return failed(error, context)
        case let error as any ReportedError: return told(.unprocessableContent, "Rien n’a été fait", error.document.message)
        case is SessionEnded:
            let location = "/connexion?motif=fichier&suite=" + Path.encoded(request.uri.path + "?motif=fichier")
            return Response(status: .seeOther, headers: [.location: location, .cacheControl: "no-store"])
        case is SearchLost:
            return told(
                .gone, "Recherche terminée",
                "Une recherche n’est gardée que dans le navigateur où elle a été faite, et jusqu’à la déconnexion. Refaites-la.",
                back: EspaceClient.methods(at: request.uri.path).contains(.get) ? Path.own(request.uri.path) : nil)
        case is SearchTooLong:
            return told(
                .unprocessableContent, "Recherche trop longue",
                "Une recherche a \(DotationQuery.wordLimit) mots et \(TypedSearch.characterLimit) caractères au plus.", back: back)
        case is UploadTooLarge:
            return told(
                .contentTooLarge, "Fichier trop lourd",
                "Le fichier dépasse 20 Mio. Rien n’a été fait. Enregistrez-le sans images, ou en plusieurs fichiers, et recommencez.",
                back: back)
        case is NoSlot:
            return busy(
                "Trop de fichiers sont étudiés ou préparés en ce moment. Rien n’a été fait ; recommencez dans une minute.", seconds: 60,
                back)
        case is PlannerLost:
            return told(
                .unprocessableContent, "Fichier trop exigeant",
                "L’étude de ce fichier a demandé trop de temps ou de mémoire, et a été arrêtée. Rien n’a été fait. Enregistrez-le de nouveau avec "
                    + "votre tableur, sans autres feuilles, et recommencez.",
                back: back)
        case is ApplicationLost:
            context.logger.error("a plan that was being carried out is lost")
            return told(
                .internalServerError, "Interrompu",
                "L’opération a été interrompue, et nous ne savons pas si elle a abouti. Revenez à l’aperçu : il dit si tout a été fait, et le même "
                    + "bouton ne fait rien deux fois. « Imports et corrections » le dit aussi.", back: back)
        case is NIOTooManyBytesError, is FormTooLong:
            return told(
                .contentTooLarge, "Formulaire trop long", "Le formulaire est trop long. Rien n’a été fait.", back: back)
        case let error as HTTPError where error.status == .misdirectedRequest:
            return told(error.status, "Autre adresse", "Ces pages sont à l’adresse {}.".replacing("{}", with: server.settings.origin))
        case let error as HTTPError: return told(error.status, "Demande refusée", "Cette demande n’est pas prévue par ces pages.")
        default: return failed(error, context)
        }
    }

    private func failed(_ error: any Error, _ context: PageContext) -> Response {
        context.logger.error("a page failed", metadata: ["error": .string(Self.name(of: error))])
        return told(
            .internalServerError, "Erreur du serveur",
            "La page n’a pas pu être préparée. Avant de recommencer, regardez si ce que vous demandiez a été fait. Si cela se répète, donnez à "
                + "l’exploitant le numéro \(context.number).")
    }

    private static let busyServer = "Le serveur est occupé. Rien n’a été fait ; recommencez dans un instant."

    private var missing: Response {
        told(
            .notFound, "Page introuvable",
            "Il n’y a pas de page à cette adresse. Ce qu’elle montrait a pu être annulé, ou l’adresse a été mal tapée.")
    }

    /// A page that asks to try again in so many seconds.
    private func busy(_ message: String, seconds: Int, _ back: String?) -> Response {
        var response = told(.serviceUnavailable, "Réessayez dans un instant", message, back: back)
        response.headers[.retryAfter] = "\(seconds)"
        return response
    }

    /// The page that a request was made from, where it is one of these: that of its form, or else the one that was asked for.
    private func page(of request: Request) -> String? {
        if request.method != .get, let referer = server.settings.ownPage(request.headers[.referer]) { return referer }
        guard EspaceClient.methods(at: request.uri.path).contains(.get) else { return nil }
        return Path.own(request.method == .get ? request.head.path : request.uri.path)
    }

    /// The nearest page that an address is below: where a form stands that is sent to it.
    private static func pageAbove(_ path: String) -> String? {
        var parts = path.split(separator: "/")
        while parts.popLast() != nil {
            let above = "/" + parts.joined(separator: "/")
            if EspaceClient.methods(at: above).contains(.get) { return Path.own(above) }
        }
        return nil
    }

    private func told(_ status: HTTPResponse.Status, _ title: String, _ message: String, back: String? = nil) -> Response {
        server.page(
            Page(title, hasFault: true) { html in
                html.element("p", text: message)
                if let back { html.element("p") { $0.element("a", .href(back), text: "Revenir à la page et recommencer") } }
                html.element("p") { $0.element("a", .href("/"), text: "Aller à l’accueil") }
            }, status: status)
    }

    /// What an error is, without what it is about.
    private static func name(of error: any Error) -> String {
        (error as? StoreError)?.code.rawValue ?? String(describing: type(of: error))
    }

    private static let unknown: Set<StoreError.Code> = [
        .orderUnknown, .dotationUnknown, .operationUnknown, .eventUnknown, .clientUnknown, .userUnknown,
    ]
}
