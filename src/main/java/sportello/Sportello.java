package sportello;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.modulith.Modulithic;
import org.springframework.scheduling.annotation.EnableScheduling;

/// The open platform with which a public body serves people at a distance.
@SpringBootApplication
@Modulithic(systemName = "Sportello")
@ConfigurationPropertiesScan
@EnableScheduling
public class Sportello {

    public static void main(String[] arguments) {
        SpringApplication.run(Sportello.class, arguments);
    }
}
