// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableExperimentalFeature("Lifetimes"),
    .treatAllWarnings(as: .error),
]

// What only the command needs. Who depends on a library with `traits: []` neither resolves nor builds it.
let command = TargetDependencyCondition.when(traits: ["Command"])
// What only workbooks with a password need; the command has them as well.
let encryption = TargetDependencyCondition.when(traits: ["Encryption"])
// What only the pages need.
let pages = TargetDependencyCondition.when(traits: ["EspaceClient"])
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird", condition: pages)
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird", condition: pages)
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle", condition: pages)
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle", condition: pages)
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types", condition: pages)
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio", condition: pages)
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio", condition: pages)
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras", condition: pages)
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess", condition: pages)
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system", condition: pages)
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio", condition: pages)
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio", condition: pages)
let isal = Target.Dependency.target(name: "CDotationsISAL", condition: .when(traits: ["ISAL"]))
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser", condition: command)
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto", condition: encryption)
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto", condition: encryption)
let argon2 = Target.Dependency.target(name: "CDotationsArgon2", condition: encryption)
let documentEncryption = Target.Dependency.target(name: "DotationEncryption", condition: encryption)
let logging = Target.Dependency.product(name: "Logging", package: "swift-log", condition: command)
let curl = Target.Dependency.target(name: "CDotationsCurl", condition: command)
let postgres = Target.Dependency.target(name: "CDotationsPQ", condition: command)
let sqlite = Target.Dependency.target(name: "CDotationsSQLite", condition: command)

let package = Package(
    name: "Dotations",
    platforms: [.macOS(.v26)],
    products: [
        .library(name: "ZipContainer", targets: ["ZipContainer"]),
        .library(name: "Spreadsheet", targets: ["Spreadsheet"]),
        .library(name: "SpreadsheetCoding", targets: ["SpreadsheetCoding"]),
        .executable(name: "dotations", targets: ["DotationsCLI"]),
        .executable(name: "dotations-serve", targets: ["DotationsServe"]),
    ],
    traits: [
        .trait(name: "Encryption", description: "Workbooks with a password, read and written, in `Spreadsheet`."),
        .trait(name: "ISAL", description: "Deflated data is read by ISA-L, in half of zlib's time."),
        .trait(name: "Command", description: "The command `dotations`.", enabledTraits: ["Encryption", "ISAL"]),
        .trait(name: "EspaceClient", description: "The pages, and `dotations-serve`, which serves them.", enabledTraits: ["Command"]),
        .default(enabledTraits: ["Command", "EspaceClient"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
    ],
    targets: [
        .systemLibrary(name: "CDotationsZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        .systemLibrary(name: "CDotationsISAL", pkgConfig: "libisal", providers: [.apt(["libisal-dev"]), .brew(["isa-l"])]),
        .systemLibrary(name: "CDotationsLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]),
        .systemLibrary(name: "CDotationsSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
        .systemLibrary(name: "CDotationsPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
        .systemLibrary(name: "CDotationsCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"]), .brew(["curl"])]),
        .systemLibrary(name: "CDotationsArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"]), .brew(["argon2"])]),
        .systemLibrary(name: "CDotationsMalloc"),
        .target(name: "CDotationsChecksum", dependencies: ["CDotationsZlib"]),
        .target(name: "ZipContainer", dependencies: ["CDotationsChecksum", "CDotationsZlib", isal], swiftSettings: settings),
        .target(name: "DotationEncryption", dependencies: [crypto, cryptoExtras, argon2], swiftSettings: settings),
        .target(name: "DotationText", swiftSettings: settings),
        .target(
            name: "Spreadsheet", dependencies: ["ZipContainer", "DotationText", "CDotationsLibXML2", documentEncryption],
            swiftSettings: settings),
        .target(name: "SpreadsheetCoding", dependencies: ["Spreadsheet"], swiftSettings: settings),
        .target(name: "Dotations", dependencies: ["DotationText", crypto], swiftSettings: settings),
        .target(name: "DotationSales", dependencies: ["Dotations", "DotationText"], swiftSettings: settings),
        .target(
            name: "DotationStore",
            dependencies: ["DotationAccounts", "Dotations", "DotationSales", "DotationText", postgres, sqlite, crypto],
            swiftSettings: settings
        ),
        .target(
            name: "DotationSheets", dependencies: ["Dotations", "DotationSales", "DotationText", "Spreadsheet"], swiftSettings: settings),
        .target(
            name: "DotationMail",
            dependencies: ["Dotations", curl, "CDotationsLibXML2", crypto],
            resources: [.embedInCode("Templates")], swiftSettings: settings),
        .target(
            name: "DotationMailDelivery",
            dependencies: ["DotationStore", "DotationAccounts", "Dotations", "DotationMail", logging],
            swiftSettings: settings),
        .target(
            name: "DotationAccounts",
            dependencies: ["Dotations", "DotationText", argon2, crypto],
            resources: [.embedInCode("Passwords/CommonPasswords.bin")], swiftSettings: settings),
        .target(
            name: "DotationsApplication",
            dependencies: [
                "DotationAccounts", "DotationStore", "DotationSheets", "DotationMail", "DotationMailDelivery", "Dotations", "DotationSales",
                "DotationText", "Spreadsheet", "ZipContainer", crypto,
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "DotationsCLI",
            dependencies: [
                "DotationsApplication", "DotationAccounts", "DotationStore", "DotationSheets", "Dotations", "DotationSales", "DotationMail",
                "DotationMailDelivery", "DotationText", "Spreadsheet", "ZipContainer", argumentParser, crypto, logging,
            ],
            swiftSettings: settings
        ),
        .target(
            name: "DotationsEspaceClient",
            dependencies: [
                "DotationsApplication", "DotationAccounts", "DotationMail", "DotationMailDelivery", "DotationStore", "Dotations",
                "DotationSales", "DotationSheets", "Spreadsheet",
                hummingbird, hummingbirdCore, lifecycle, httpTypes, nio, nioHTTP1, nioHTTPTypes, nioPosix, subprocess, system, crypto,
                logging,
            ],
            resources: [.embedInCode("Assets")], swiftSettings: settings
        ),
        .executableTarget(
            name: "DotationsServe",
            dependencies: [
                "DotationsEspaceClient", "DotationsApplication", "DotationMail", "DotationMailDelivery", "DotationStore", lifecycle,
                signals, nio, nioPosix, argumentParser, logging, "CDotationsMalloc",
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "DotationsReadWorkbook", dependencies: ["Spreadsheet"], path: "Examples/ReadWorkbook", swiftSettings: settings),
        .executableTarget(
            name: "DotationsWriteWorkbook", dependencies: ["Spreadsheet"], path: "Examples/WriteWorkbook", swiftSettings: settings),
        .target(name: "TestSupport", dependencies: ["CDotationsZlib", sqlite], path: "Tests/TestSupport", swiftSettings: settings),
        .target(
            name: "StoreTestSupport", dependencies: ["DotationStore", "TestSupport", postgres], path: "Tests/StoreTestSupport",
            swiftSettings: settings),
        .testTarget(name: "ZipContainerTests", dependencies: ["ZipContainer", "TestSupport"], swiftSettings: settings),
        .testTarget(name: "DotationEncryptionTests", dependencies: ["DotationEncryption", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "SpreadsheetTests", dependencies: ["Spreadsheet", "ZipContainer", "TestSupport"], exclude: ["Fixtures"],
            swiftSettings: settings),
        .testTarget(
            name: "SpreadsheetCodingTests", dependencies: ["SpreadsheetCoding", "Spreadsheet", "TestSupport"], swiftSettings: settings),
        .testTarget(name: "DotationsTests", dependencies: ["Dotations", "DotationText", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "DotationSalesTests", dependencies: ["DotationSales", "Dotations", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "DotationStoreTests",
            dependencies: [
                "DotationStore", "DotationAccounts", "Dotations", "DotationSales", "DotationText", "StoreTestSupport", "TestSupport",
                sqlite,
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "DotationSheetsTests",
            dependencies: ["DotationSheets", "Dotations", "DotationSales", "Spreadsheet", "TestSupport", "ZipContainer"],
            swiftSettings: settings),
        .testTarget(name: "DotationMailTests", dependencies: ["DotationMail", "Dotations", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "DotationMailDeliveryTests",
            dependencies: ["DotationMailDelivery", "DotationMail", "DotationStore", "Dotations", logging],
            swiftSettings: settings),
        .testTarget(
            name: "DotationAccountsTests", dependencies: ["DotationAccounts", "Dotations", "DotationText", "TestSupport"],
            swiftSettings: settings),
        .testTarget(
            name: "DotationsApplicationTests",
            dependencies: [
                "DotationsApplication", "DotationAccounts", "DotationStore", "DotationMail", "DotationSales", "DotationSheets", "Dotations",
                "Spreadsheet",
                "ZipContainer", "StoreTestSupport", "TestSupport",
            ], swiftSettings: settings),
        .testTarget(
            name: "DotationsEspaceClientTests",
            dependencies: [
                "DotationsEspaceClient", "DotationsServe", "DotationsApplication", "DotationAccounts", "DotationMail", "DotationStore",
                "DotationSales", "Dotations", "DotationSheets", "Spreadsheet", "StoreTestSupport", "TestSupport",
                hummingbird, httpTypes, lifecycle, nio, nioEmbedded, nioHTTPTypes, logging, crypto,
            ], swiftSettings: settings),
        .testTarget(
            name: "EndToEnd",
            dependencies: [
                "DotationsCLI", "DotationsServe", "DotationsApplication", "DotationAccounts", "DotationStore", "DotationSheets",
                "Dotations",
                "DotationSales", "DotationMail", "DotationsReadWorkbook", "DotationsWriteWorkbook", "Spreadsheet",
                "StoreTestSupport", "TestSupport", "ZipContainer",
            ],
            swiftSettings: settings
        ),
    ]
)
