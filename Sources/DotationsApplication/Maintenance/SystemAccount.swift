internal import Foundation

/// The account that the process runs under.
public enum SystemAccount {
    /// Its name, or its number where it has none.
    public static var name: String {
        guard let name = getpwuid(geteuid())?.pointee.pw_name else { return String(geteuid()) }
        return String(cString: name)
    }
}
