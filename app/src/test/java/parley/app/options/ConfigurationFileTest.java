package parley.app.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.app.options.ConfigurationFile.Entry;

class ConfigurationFileTest {
    @TempDir
    Path temp;

    private Path file(String content) throws IOException {
        return Files.writeString(temp.resolve("parley.properties"), content);
    }

    @Test
    void numbersItsLines() throws IOException {
        assertThat(ConfigurationFile.entries(
                        file("\n# one\\\na=1\r\n  ! two\rb: 2 \n\nc \\\n\\\n 3\nd=x\\\\\ne=\\uD\nf")))
                .extracting(Entry::line, Entry::key, Entry::value)
                .map(entry -> entry.toList().toString())
                .containsExactly("[3, a, 1]", "[5, b, 2]", "[7, c, 3]", "[10, d, x\\]", "[11, , ]", "[12, f, ]");
    }

    /** Whatever is written there, each line by itself says what all of them say together. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "a=1\nb=2\r\nc=3\rd=4",
                "a=1\\\nb=2\n",
                "a=1\\\\\nb=2\n",
                "# x\\\na=1\n",
                "a=\\\n\\\n  1\n#b\n",
                "a=\\\n# no comment\nb=1",
                "a\\=b=c\\ \\\n d",
                "  a   b c  \n\t\f\n!x",
                "a=1\na=2",
                "\uFEFFa=1",
                "a=1\\"
            })
    void readsWhatPropertiesRead(String content) throws IOException {
        Properties together = ConfigurationFile.read(file(content));
        List<Entry> entries = ConfigurationFile.entries(file(content));
        Properties oneByOne = new Properties();
        entries.forEach(entry -> oneByOne.setProperty(entry.key(), entry.value()));
        assertThat(oneByOne).isEqualTo(together);
        assertThat(entries).allMatch(entry -> entry.fault() == null);
    }
}
