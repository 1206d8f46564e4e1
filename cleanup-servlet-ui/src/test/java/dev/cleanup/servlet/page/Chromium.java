package dev.cleanup.servlet.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The installed Chromium with its driver and a profile of its own. Both paths are given, so that Selenium downloads nothing. */
final class Chromium implements AutoCloseable {
    private static final List<Path> BROWSERS =
            paths("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    private static final List<Path> DRIVERS = paths("/usr/bin/chromedriver", "/usr/lib/chromium-browser/chromedriver");

    /** Warns that it knows no typed commands for this Chromium; none are used. Held, since loggers are forgotten otherwise. */
    private static final Logger VERSIONS = Logger.getLogger("org.openqa.selenium.devtools.CdpVersionFinder");

    private final Path profile;
    private final ChromeDriver driver;

    Chromium() {
        try {
            profile = Files.createTempDirectory("cleanup-browser");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        VERSIONS.setLevel(Level.OFF);
        driver = new ChromeDriver(service(), options());
    }

    /** Why there is no browser here; empty when there is one. */
    static Optional<String> lacking() {
        boolean there = found(BROWSERS).isPresent() && found(DRIVERS).isPresent();
        return there
                ? Optional.empty()
                : Optional.of("no Chromium with ChromeDriver found; apt-get install chromium chromium-driver");
    }

    private static List<Path> paths(String... names) {
        return Stream.of(names).map(Path::of).toList();
    }

    private static Optional<Path> found(List<Path> places) {
        return places.stream().filter(Files::isExecutable).findFirst();
    }

    private static ChromeDriverService service() {
        return new ChromeDriverService.Builder()
                .usingDriverExecutable(found(DRIVERS).orElseThrow().toFile())
                .usingAnyFreePort()
                .build();
    }

    private ChromeOptions options() {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions()
                .setBinary(found(BROWSERS).orElseThrow().toFile())
                .addArguments(
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--hide-scrollbars",
                        "--lang=en-GB",
                        "--window-size=1280,900",
                        "--user-data-dir=" + profile);
        options.setExperimentalOption("prefs", Map.of("intl.accept_languages", "en-GB"));
        options.setCapability("goog:loggingPrefs", logs);
        return options;
    }

    ChromeDriver driver() {
        return driver;
    }

    @Override
    public void close() throws IOException {
        driver.quit();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
