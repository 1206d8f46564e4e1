package dev.cleanup.jdbc.internal.files;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file of rows that is being written. It has another name until it is complete and on the disk, so that a file of the right name always
 * holds all of its rows.
 */
public final class RowsFile {
    /** How files of rows end. */
    public static final String ENDING = ".jsonl.gz";

    private static final String PART = ".part";
    private static final Pattern NUMBER = Pattern.compile("-(\\d{1,9})\\" + ENDING + "$");

    private final Path target;
    private final Path part;
    private final FileChannel channel;
    private final GZIPOutputStream zip;
    private final Writer writer;

    private RowsFile(Path target, Path part, FileChannel channel) throws IOException {
        this.target = target;
        this.part = part;
        this.channel = channel;
        this.zip = new GZIPOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
        this.writer = new BufferedWriter(new OutputStreamWriter(zip, StandardCharsets.UTF_8));
    }

    /** A new file in a folder, which is made if need be; a number behind the name makes it one that is not there. */
    public static RowsFile create(Path folder, String name, int from) throws IOException {
        makeFolder(folder);
        int number = from;
        while (Files.exists(folder.resolve(name + "-" + number + ENDING))
                || Files.exists(folder.resolve(name + "-" + number + ENDING + PART))) {
            number++;
        }
        Path target = folder.resolve(name + "-" + number + ENDING);
        Path part = folder.resolve(target.getFileName() + PART);
        return new RowsFile(
                target, part, FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    private static void makeFolder(Path folder) throws IOException {
        Path parent = folder.getParent();
        if (!Files.isDirectory(folder) && parent != null) {
            makeFolder(parent);
            Files.createDirectories(folder);
            force(parent);
        }
    }

    /** A name of a file or folder for any text: other texts have other names, and none leads elsewhere. */
    public static String safe(String text) {
        StringBuilder name = new StringBuilder();
        text.chars().forEach(one -> {
            boolean plain = one == '_' || one == '-' || (one < 128 && Character.isLetterOrDigit(one));
            name.append(plain ? String.valueOf((char) one) : "~" + Integer.toHexString(one) + "~");
        });
        return name.isEmpty() ? "~" : name.toString();
    }

    public void write(Map<String, ? extends @Nullable Object> members) throws IOException {
        writer.write(Json.write(members));
        writer.write('\n');
    }

    /** The file is on the disk and has its name from now on. */
    public void complete() throws IOException {
        writer.flush();
        zip.finish();
        zip.flush();
        channel.force(true);
        writer.close();
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        Path folder = target.getParent();
        if (folder != null) {
            force(folder);
        }
    }

    /** Windows cannot open a folder, and needs not. */
    private static void force(Path folder) throws IOException {
        if (File.separatorChar == '/') {
            try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
                opened.force(true);
            }
        }
    }

    /** Removes what was written. */
    public void discard() throws IOException {
        channel.close();
        Files.deleteIfExists(part);
        Files.deleteIfExists(target);
    }

    /** Takes the lines of a file. */
    public interface Lines {
        void take(Map<String, @Nullable Object> members) throws IOException;
    }

    /** Reads a file that is complete; the first line is its heading. */
    public static void read(Path file, Lines lines) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            String line = reader.readLine();
            while (line != null) {
                lines.take(Json.read(line));
                line = reader.readLine();
            }
        }
    }

    /** The heading of a file. */
    public static Map<String, @Nullable Object> heading(Path file) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return Json.read(String.valueOf(reader.readLine()));
        }
    }

    private static int number(Path file) {
        Matcher matcher = NUMBER.matcher(String.valueOf(file.getFileName()));
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    /** The complete files of a folder, the newest first: of two copies of a row the later one counts. None when it is not there. */
    public static List<Path> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> String.valueOf(file.getFileName()).endsWith(ENDING))
                    .sorted(Comparator.comparingInt(RowsFile::number).reversed())
                    .toList();
        }
    }
}
