package dev.cleanup.servlet.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A browser as a person uses it: what it shows, what is typed, how wide it is, and what it complained of. */
final class Browser {
    static final Duration PATIENCE = Duration.ofSeconds(10);
    static final int WIDTH = 1280;
    static final int PHONE = 390;

    private static final Duration POLL = Duration.ofMillis(40);

    /** What the browser writes of an answer that is no success, or of a server that is away; both are part of many tests. */
    private static final String ANSWER = "Failed to load resource";

    /** Runs before the scripts of every page. A message to the console outlives the page. */
    private static final String COLLECTOR = """
            addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile, lineNumber }) =>
              console.error(`policy violated: ${effectiveDirective} ${blockedURI} ${sourceFile}:${lineNumber}`), true);
            """;

    private final ChromeDriver driver;
    private final List<String> injected = new ArrayList<>();

    Browser(ChromeDriver driver) {
        this.driver = driver;
        inject(COLLECTOR);
        injected.clear();
        cdp("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
    }

    ChromeDriver driver() {
        return driver;
    }

    Map<String, Object> cdp(String command, Map<String, Object> parameters) {
        return driver.executeCdpCommand(command, parameters);
    }

    /** Runs this before the scripts of every page that this test opens. */
    void inject(String script) {
        Map<String, Object> answer = cdp("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
        injected.add(String.valueOf(answer.get("identifier")));
    }

    /** Makes the page's own timers run this many times as fast; its clock goes as before. */
    void hurry(int times) {
        inject("const timeout = setTimeout; window.setTimeout = (f, ms, ...rest) => timeout(f, ms / " + times
                + ", ...rest);");
    }

    void open(String url) {
        driver.get(url);
    }

    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Waits until this holds; what is drawn anew meanwhile is looked for again. */
    <T> T await(String what, Supplier<T> condition) {
        return new WebDriverWait(driver, PATIENCE, POLL)
                .ignoring(StaleElementReferenceException.class)
                .withMessage(() -> what + "; on screen: " + text())
                .until(unused -> condition.get());
    }

    /** Waits until this count stands still for three looks. */
    void awaitQuiet(Supplier<Integer> count) {
        int[] looks = {0, -1};
        await("quiet", () -> {
            int now = count.get();
            looks[0] = now == looks[1] ? looks[0] + 1 : 0;
            looks[1] = now;
            return looks[0] == 3 ? true : null;
        });
    }

    /** Downloads go to this folder from now on. */
    void downloadTo(Path folder) {
        cdp("Browser.setDownloadBehavior", Map.of("behavior", "allow", "downloadPath", folder.toString()));
    }

    /** All that is on screen, as text. */
    String text() {
        return String.valueOf(run("return document.body?.innerText ?? ''")).replaceAll("\\s+", " ");
    }

    /** Types, or presses keys of {@link Keys}, wherever the focus is. */
    void type(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** Goes one field back. */
    void tabBack() {
        new Actions(driver)
                .keyDown(Keys.SHIFT)
                .sendKeys(Keys.TAB)
                .keyUp(Keys.SHIFT)
                .perform();
    }

    WebElement focused() {
        return driver.switchTo().activeElement();
    }

    /** How wide the screen is; {@link #PHONE} comes with a phone's ways. */
    void width(int pixels) {
        size(pixels, pixels == PHONE ? 844 : 900);
    }

    void size(int width, int height) {
        cdp(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width == PHONE));
    }

    /** The medium, {@code screen} or {@code print}, and a preference such as {@code prefers-color-scheme}, {@code dark}. */
    void media(String medium, String feature, String value) {
        cdp(
                "Emulation.setEmulatedMedia",
                Map.of("media", medium, "features", List.of(Map.of("name", feature, "value", value))));
    }

    /** Nothing is wider than the screen, so nobody has to scroll sideways. */
    void assertFits(String view) {
        assertThat((Long) run("return document.documentElement.scrollWidth - innerWidth"))
                .as("pixels that " + view + " is too wide: " + run(TOO_WIDE))
                .isLessThanOrEqualTo(0);
    }

    private static final String TOO_WIDE = """
            return [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
              .slice(0, 5).map((one) => one.tagName + '.' + one.className + ' ' + one.textContent.slice(0, 40).trim()).join(' | ')
            """;

    /** What can be used but cannot be pressed: because it is off the screen, or under something else. */
    @SuppressWarnings("unchecked")
    List<String> unreachable() {
        return (List<String>) run(UNREACHABLE);
    }

    private static final String UNREACHABLE = """
            const scope = document.querySelector('dialog[open]') ?? document;
            return [...scope.querySelectorAll('a, button, input, select')].filter((one) => !one.matches('.skip, :disabled')).filter((one) => {
              one.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
              const { left, top, width, height } = one.getClientRects()[0] ?? { width: 0 };
              if (!width || !one.checkVisibility()) return false;
              const there = document.elementFromPoint(left + width / 2, top + height / 2);
              return left < 0 || left + width > innerWidth + 1 || !(one.contains(there) || there?.contains(one));
            }).map((one) => one.outerHTML.slice(0, 200));
            """;

    /** No policy was violated, no error was thrown, and no name from outside became a script. */
    void assertUnharmed() {
        assertThat(complaints()).as("what the browser complained of").isEmpty();
        assertThat(run("return window.pwned ?? null"))
                .as("a name became a script")
                .isNull();
    }

    /** What the browser complained of since the last time it was asked. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(LogEntry::getMessage)
                .filter(message -> !message.contains(ANSWER))
                .toList();
    }

    /** Saves a picture and the document, for whoever looks why a test failed. */
    void save(Path folder, String name) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve(name + ".png"), picture());
        Files.writeString(folder.resolve(name + ".html"), String.valueOf(driver.getPageSource()));
        Files.write(folder.resolve(name + ".log"), complaints());
    }

    byte[] picture() {
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    /** Leaves the page, as a new test expects the browser. */
    void leave() {
        driver.get("about:blank");
        complaints();
        injected.forEach(id -> cdp("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", id)));
        injected.clear();
        cdp("Emulation.clearDeviceMetricsOverride", Map.of());
        cdp("Emulation.setEmulatedMedia", Map.of("media", "", "features", List.of()));
    }
}
