package dev.cleanup.servlet.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.servlet.Role;
import java.util.List;
import java.util.Locale;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** The page as an operator finds things on it: by what they are called. All words and selectors that the tests know stand here. */
final class CleanupPage {
    static final String SIGN_IN = "Sign in";
    static final String SIGN_OUT = "Sign out";
    static final String DRY_RUN = "Dry run";
    static final String EXECUTE = "Execute plan…";
    static final String CANCEL = "Cancel";
    static final String STOP = "Stop";
    static final String NEW_DRY_RUN = "New dry run";
    static final String PAUSE = "Pause";
    static final String RESUME = "Resume";
    static final String EXPLAIN = "Explain";
    static final String TRY_NOW = "Try now";
    static final String HELP = "Help and keyboard";
    static final String CSV = "CSV";
    static final String JSON = "JSON";

    static final String SIGN_IN_DIALOG = "signin";
    static final String CONFIRM_DIALOG = "confirm";
    static final String HELP_DIALOG = "help";

    static final String TYPE_NAME = "Type ";
    static final String NO_LONGER_ACCEPTED = "no longer accepted";
    static final String WRONG_TOKEN = "not accepted";
    static final String NOT_SIGNED_IN = "not signed in";
    static final String SIGNED_IN_AS = "Signed in as ";
    static final String LOOKED = "The dry run found ";
    static final String NO_SUCH_RUN = "There is no";
    static final String DONE = "Done: ";
    static final String STALE = "main.stale";

    private static final int MOST_TABS = 80;
    private static final By LISTED = By.cssSelector("table.findings tbody tr, table.runs tbody tr");

    private final Browser browser;
    private final Site site;

    CleanupPage(Browser browser, Site site) {
        this.browser = browser;
        this.site = site;
    }

    /** The button that executes a plan, such as "Remove 3 items". */
    static String remove(String items) {
        return "Remove " + items;
    }

    /** Opens the page anew at this place of its hash, such as {@code orphaned?q=x}; asks for a token then. */
    CleanupPage open(String hash) {
        browser.open("about:blank");
        browser.open(site.url() + "#/" + hash);
        return this;
    }

    /** Opens the page and signs in. */
    CleanupPage openAs(Role role, String hash) {
        open(hash).signIn(role);
        return this;
    }

    CleanupPage openAs(Role role) {
        return openAs(role, "");
    }

    void signIn(Role role) {
        awaitDialog(SIGN_IN_DIALOG);
        field("Token").sendKeys(Site.token(role), Keys.ENTER);
        awaitNoDialog();
        sees(SIGNED_IN_AS);
    }

    /** Goes to a place of the hash without loading the page anew. */
    void go(String hash) {
        browser.run("location.hash = arguments[0]", "#/" + hash);
    }

    String hash() {
        return String.valueOf(browser.run("return location.hash"));
    }

    /** Waits until these words are on screen, whatever their case. */
    void sees(String... words) {
        for (String word : words) {
            browser.await("expected: " + word, () -> onScreen(word) ? true : null);
        }
    }

    /** Waits until these words are on screen no more. */
    void seesNo(String words) {
        browser.await("not expected: " + words, () -> onScreen(words) ? null : true);
    }

    boolean onScreen(String words) {
        return browser.text().toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT));
    }

    /** Waits for a button or link of this name that can be used; in the dialog, when one is open. */
    WebElement button(String name) {
        return browser.await("a button " + name + " that can be used", () -> buttons(name).stream()
                .filter(WebElement::isEnabled)
                .findFirst()
                .orElse(null));
    }

    void press(String name) {
        browser.await("press " + name, () -> {
            button(name).click();
            return true;
        });
    }

    /** Whether there is such a button and it can be used. */
    boolean offers(String name) {
        return buttons(name).stream().anyMatch(WebElement::isEnabled);
    }

    private List<WebElement> buttons(String name) {
        String named = "[normalize-space()='" + name + "' or @aria-label='" + name + "']";
        String where =
                browser.driver().findElements(By.cssSelector("dialog[open]")).isEmpty() ? "//" : "//dialog[@open]//";
        return browser.driver().findElements(By.xpath(where + "button" + named + "|" + where + "a" + named)).stream()
                .filter(WebElement::isDisplayed)
                .toList();
    }

    /** A field by its label. */
    WebElement field(String label) {
        return one(
                By.xpath("//label[starts-with(normalize-space(), '" + label + "')]//*[self::input or self::select]"));
    }

    /** Chooses in the filter of this label. */
    void choose(String label, String option) {
        browser.await(option + " in " + label, () -> {
            new Select(field(label)).selectByVisibleText(option);
            return true;
        });
    }

    WebElement one(By what) {
        return browser.await(what.toString(), () -> browser.driver().findElements(what).stream()
                .filter(WebElement::isDisplayed)
                .findFirst()
                .orElse(null));
    }

    /** Waits until a dialog is open and has the focus in it. */
    WebElement awaitDialog(String id) {
        WebElement dialog = one(By.cssSelector("dialog#" + id + "[open]"));
        browser.await(
                "the focus in the dialog",
                () -> (Boolean) browser.run("return arguments[0].contains(document.activeElement)", dialog)
                        ? true
                        : null);
        return dialog;
    }

    void awaitNoDialog() {
        browser.await(
                "no dialog",
                () -> browser.driver()
                                .findElements(By.cssSelector("dialog[open]"))
                                .isEmpty()
                        ? true
                        : null);
    }

    String heading() {
        return one(By.cssSelector("main h1")).getText();
    }

    /** The rows of the table whose caption begins so. */
    List<String> rows(String table) {
        return browser.driver().findElements(By.cssSelector("table." + table + " tbody tr")).stream()
                .map(row -> row.getText().replaceAll("\\s+", " "))
                .toList();
    }

    /** Waits until the list of findings or of runs has this many rows. */
    void seesRows(int many) {
        browser.await(
                many + " rows", () -> browser.driver().findElements(LISTED).size() == many ? true : null);
    }

    WebElement filter() {
        return one(By.id("filter"));
    }

    /** Waits until the page shows how far this task is. */
    void seesProgressOf(String task) {
        one(By.cssSelector("progress[aria-label$='" + task + "']"));
    }

    /** Goes with the Tab key alone until what is called this has the focus. */
    void tabTo(String name) {
        for (int i = 0; i < MOST_TABS; i++) {
            if (browser.focused().getAccessibleName().equals(name)) {
                return;
            }
            browser.type(Keys.TAB);
        }
        assertThat(name).as("reachable by Tab").isEqualTo("reached");
    }

    boolean isStale() {
        return !browser.driver().findElements(By.cssSelector(STALE)).isEmpty();
    }
}
