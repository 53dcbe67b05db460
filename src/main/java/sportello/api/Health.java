package sportello.api;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import sportello.api.describe.About;

@About("Whether the installation works, as problem details (RFC 9457) either way")
public record Health(
        @Size(max = 200) String title,
        @Min(200) @Max(599) int status,
        @About("What that means") @Size(max = 500) String detail,

        @About("`up` or `down`") @Size(max = 4) @Pattern(regexp = "^(up|down)$")
        String database) {

    public static Health example() {
        return of(true);
    }

    static Health of(boolean database) {
        return database
                ? new Health("Everything works", 200, "Requests are being answered.", "up")
                : new Health("The database does not answer", 503, "Ask again in some seconds.", "down");
    }
}
