internal import DotationMail
internal import DotationMailDelivery
public import DotationStore

extension Installation {
    /// Changes what a client has set, all or nothing; nil for what the installation has.
    ///
    /// - Throws: `store.client-unknown`; `mail.settings-invalid`, or one of the codes `mail.template-…`, where the settings would not do
    ///   together.
    public func set(_ values: [ClientSetting: String?], of code: Client.Code) throws -> ClientDetails {
        let own = try store.client(code)
        var settings = try own.settings()
        for (setting, value) in values { settings[setting] = value }
        try MessageSettings.check(settings)
        _ = try ClientPolicy(settings)
        try own.set(values, context: context)
        return try client(code)
    }
}
