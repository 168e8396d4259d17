// swift-tools-version: 6.2

import PackageDescription

// A package of its own, as everything in it is built with the fuzzer's and the address sanitizer's instruments, and in release, where traps
// are still on. The libraries are compiled from the same sources once more, by way of links to their folders. `scripts/fuzz` builds it.
let sanitizers = ["-sanitize=fuzzer,address"]
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableExperimentalFeature("Lifetimes"),
    .define("Encryption"), .define("ISAL"),
    .unsafeFlags(sanitizers + ["-parse-as-library", "-enable-testing"]),
]

let package = Package(
    name: "Fuzz",
    platforms: [.macOS(.v26)],
    dependencies: [.package(url: "https://github.com/apple/swift-crypto", from: "4.5.2")],
    targets: [
        .systemLibrary(name: "CDotationsZlib", path: "Library/CDotationsZlib", pkgConfig: "zlib"),
        .systemLibrary(name: "CDotationsISAL", path: "Library/CDotationsISAL", pkgConfig: "libisal"),
        .systemLibrary(name: "CDotationsLibXML2", path: "Library/CDotationsLibXML2", pkgConfig: "libxml-2.0"),
        .systemLibrary(name: "CDotationsSQLite", path: "Library/CDotationsSQLite", pkgConfig: "sqlite3"),
        .systemLibrary(name: "CDotationsArgon2", path: "Library/CDotationsArgon2", pkgConfig: "libargon2"),
        .systemLibrary(name: "CFuzzer", path: "CFuzzer"),
        .target(name: "CDotationsChecksum", dependencies: ["CDotationsZlib"], path: "Library/CDotationsChecksum"),
        .target(
            name: "ZipContainer", dependencies: ["CDotationsChecksum", "CDotationsISAL", "CDotationsZlib"], path: "Library/ZipContainer",
            exclude: ["ZipContainer.docc"], swiftSettings: settings),
        .target(
            name: "DotationEncryption",
            dependencies: [
                "CDotationsArgon2", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            path: "Library/DotationEncryption", swiftSettings: settings),
        .target(
            name: "Spreadsheet", dependencies: ["ZipContainer", "CDotationsLibXML2", "DotationEncryption", "DotationText"],
            path: "Library/Spreadsheet", exclude: ["Spreadsheet.docc"], swiftSettings: settings),
        .target(name: "DotationText", path: "Library/DotationText", swiftSettings: settings),
        .target(
            name: "Dotations", dependencies: ["DotationText", .product(name: "Crypto", package: "swift-crypto")],
            path: "Library/Dotations", swiftSettings: settings),
        .target(
            name: "DotationSales", dependencies: ["Dotations", "DotationText"], path: "Library/DotationSales", swiftSettings: settings),
        .target(
            name: "DotationSheets", dependencies: ["Dotations", "DotationSales", "DotationText", "Spreadsheet"],
            path: "Library/DotationSheets", swiftSettings: settings),
        // Of the pages what stands by itself.
        .target(
            name: "DotationsEspaceClient", path: "Library/DotationsEspaceClient", sources: ["Uploads/MultipartReader.swift"],
            swiftSettings: settings),
        .target(name: "TestSupport", dependencies: ["CDotationsZlib", "CDotationsSQLite"], path: "TestSupport", swiftSettings: settings),
        .executableTarget(
            name: "Fuzz",
            dependencies: [
                "CFuzzer", "CDotationsZlib", "DotationEncryption", "DotationSheets", "DotationText", "Dotations", "DotationsEspaceClient",
                "Spreadsheet", "TestSupport",
                "ZipContainer",
            ],
            path: "Targets", swiftSettings: settings,
            // gold fails on these objects.
            linkerSettings: [.unsafeFlags(sanitizers + ["-use-ld=lld"])]),
    ]
)
